using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class SharedFileAnalyzerTests : RuleTest
{
    private const string Launch =
        "for (int i = 0; i < 4; i++) { Process.Start(Environment.ProcessPath!, \"--worker\"); } Console.ReadLine(); Both();";

    [Theory]
    [InlineData("{|PSAFE406:File.AppendAllText(\"out.txt\", text)|};")]
    [InlineData("{|PSAFE406:File.WriteAllLines(Path.Combine(Path.GetTempPath(), \"out.txt\"), new[] { text })|};")]
    [InlineData("{|PSAFE406:File.WriteAllBytes(Place, new byte[4])|};")]
    [InlineData("using var writer = {|PSAFE406:new StreamWriter(\"out.txt\", append: true)|};")]
    [InlineData("using var stream = {|PSAFE406:new FileStream(\"out.bin\", FileMode.Append, FileAccess.Write, FileShare.ReadWrite)|};")]
    [InlineData("lock (s_gate) { {|PSAFE406:File.AppendAllText(AppContext.BaseDirectory + \"out.txt\", text)|}; }")]
    [InlineData("using var stream = {|PSAFE406:File.Create($\"{Folder}/out.txt\")|};")]
    public Task Hazard_SamePath(string statements) => Reports(Program(statements));

    [Theory]
    [InlineData("File.AppendAllText($\"out.{Environment.ProcessId}.txt\", text);")]
    [InlineData("File.AppendAllText($\"out.{Guid.NewGuid()}.txt\", text);")]
    [InlineData("File.AppendAllText(text + \".txt\", text);")]
    [InlineData("File.AppendAllText(Path.GetRandomFileName(), text);")]
    [InlineData("File.AppendAllText(Environment.GetEnvironmentVariable(\"OUT\")!, text);")]
    [InlineData("using var stream = new FileStream(\"out.bin\", FileMode.CreateNew, FileAccess.Write);")]
    [InlineData("using var stream = new FileStream(\"out.bin\", FileMode.Append, FileAccess.Write, FileShare.None);")]
    [InlineData("using var stream = new FileStream(\"in.bin\", FileMode.Open, FileAccess.Read);")]
    [InlineData("using var all = new Mutex(false, \"out\"); all.WaitOne(); File.AppendAllText(\"out.txt\", text); all.ReleaseMutex();")]
    [InlineData("Console.WriteLine(File.ReadAllText(\"out.txt\"));")]
    [InlineData("Both();")]
    public Task Safe_Paths(string statements) => Silent(Program(statements));

    /// <summary>One worker alone, one after the other, and a file of the parent's.</summary>
    [Theory]
    [InlineData("Process.Start(Environment.ProcessPath!, \"--worker\"); Console.ReadLine();")]
    [InlineData("for (int i = 0; i < 4; i++) { Process.Start(Environment.ProcessPath!, \"--worker\").WaitForExit(); }")]
    public Task Safe_OneWorkerAtATime(string launch) => Silent(Program("File.AppendAllText(\"out.txt\", text);", launch));

    [Fact]
    public Task Hazard_WorkerAsElse_AndLaunchInAMethod() => Reports(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;

        if (!args.Contains("--worker"))
        {
            for (int i = 0; i < 4; i++)
                Launcher.Start();
            Console.ReadLine();
        }
        else
        {
            Worker.Run();
        }

        static class Launcher
        {
            public static void Start() => Process.Start(Environment.ProcessPath!, "--worker");
        }

        static class Worker
        {
            public static void Run() => {|PSAFE406:File.AppendAllText("out.txt", "line")|};
        }
        """);

    private static Task Reports(string source) =>
        Reports<SharedFileAnalyzer>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);

    private static Task Silent(string source) =>
        Silent<SharedFileAnalyzer>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);

    private static string Program(string statements, string launch = Launch) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading;

        internal static class Program
        {
            private const string Folder = "logs";
            private static readonly object s_gate = new();
            private static readonly string Place = Path.Combine(AppContext.BaseDirectory, "out.bin");

            private static void Main(string[] args)
            {
                if (args.Contains("--worker"))
                {
                    Work(args[^1]);
                    return;
                }

                {{launch}}
            }

            private static void Work(string text)
            {
                {{statements}}
            }

            private static void Both() => File.AppendAllText("both.txt", "line");
        }
        """;
}
