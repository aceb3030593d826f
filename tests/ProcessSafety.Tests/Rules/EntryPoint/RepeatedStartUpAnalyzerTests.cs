using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class RepeatedStartUpAnalyzerTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>What follows the statement that is looked at: the branch and the launch in one of many forms.</summary>
    [Theory]
    [InlineData("if (args.Length == 0) Launch(); Work();")]
    [InlineData("if (args.Length > 0) { Work(); return; } Launch();")]
    [InlineData("if (args.Contains(\"--worker\")) { Work(); return; } Launch();")]
    [InlineData("if (args is [\"--worker\", ..]) Work(); else Launch();")]
    [InlineData("switch (args) { case [\"--worker\"]: Work(); break; default: Launch(); break; }")]
    [InlineData("switch (args.FirstOrDefault()) { case \"--worker\": Work(); return; } Launch();")]
    [InlineData("Action run = args.Length == 0 ? Launch : Work; if (args.Length == 0) Launch(); else run();")]
    [InlineData("foreach (string arg in args) if (arg == \"--worker\") { Work(); return; } Launch();")]
    [InlineData("bool isWorker = args.Any(a => a == \"--worker\"); if (isWorker) { Work(); return; } Launch();")]
    [InlineData("if (IsWorker(args)) { Work(); return; } Launch();")]
    [InlineData("if (Environment.GetCommandLineArgs().Length > 1) Work(); else Launch();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"WORKER\") is null) Launch(); else Work();")]
    [InlineData("Run(args);")]
    [InlineData("try { if (args.Length == 0) Launch(); else Work(); } finally { Work(); }")]
    [InlineData("using (var source = new CancellationTokenSource()) { if (args.Length == 0) Launch(); else Work(); }")]
    [InlineData("Launch(args.Length > 0 && args[0] == \"--worker\" ? 0 : 4);")]
    public Task Hazard_Branches(string rest) => Reports(Program($$"""{|PSAFE402:File.Delete("state")|}; {{rest}}"""));

    [Theory]
    [InlineData("{|PSAFE402:File.WriteAllText(\"pid\", \"1\")|};")]
    [InlineData("if (File.Exists(\"state\")) {|PSAFE402:File.Delete(\"state\")|};")]
    [InlineData("{|PSAFE402:Prepare()|};")]
    [InlineData("var writer = {|PSAFE402:new StreamWriter(\"log.txt\")|};")]
    [InlineData("{|PSAFE402:Process.Start(\"daemon\")|};")]
    [InlineData("{|PSAFE402:new Thread(Work).Start()|};")]
    [InlineData("using var timer = {|PSAFE402:new Timer(_ => { }, null, 0, 1000)|};")]
    [InlineData("var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 5000); {|PSAFE402:listener.Start()|};")]
    [InlineData("if (args.Contains(\"--help\")) return; {|PSAFE402:File.Delete(\"state\")|};")]
    [InlineData("try { {|PSAFE402:File.Delete(\"state\")|}; } catch (IOException) { }")]
    [InlineData("if (!args.Contains(\"--worker\")) { File.Delete(\"log\"); } {|PSAFE402:File.Delete(\"state\")|};")]
    public Task Hazard_Effects(string first) => Reports(Program(first + " if (args.Contains(\"--worker\")) { Work(); return; } Launch();"));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports(
        """
        {|PSAFE402:File.Delete("state")|};
        if (args is ["--worker", var number])
        {
            Console.WriteLine(number);
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, $"--worker {i}");
        """);

    [Fact]
    public Task Hazard_LocalFunctions() => Reports(
        """
        {|PSAFE402:Clear("state")|};
        if (args.Length == 0)
            Launch();

        static void Clear(string file) => File.Delete(file);

        static void Launch()
        {
            for (int i = 0; i < 4; i++)
                Process.Start(Environment.ProcessPath!, "work");
        }
        """);

    [Fact]
    public Task Hazard_AsyncMainAndPath() => Reports<RepeatedStartUpAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE402", DiagnosticSeverity.Warning)
                .WithLocation(0).WithLocation(1).WithLocation(2)
                .WithMessage("'Main → PrepareAsync → Clear → File.Delete()' runs again in each worker process, before the check whether "
                    + "it is a worker. Move it after that check, to the parent's side."));
        },
        Usings +
        """
        internal static class Program
        {
            private static async Task<int> Main(string[] args)
            {
                await Task.Yield();
                await {|#0:PrepareAsync("state")|};
                return args.Length > 0 ? Work() : Launch();
            }

            private static async Task PrepareAsync(string file)
            {
                await Task.Yield();
                {|#1:Clear(file)|};
            }

            private static void Clear(string file) => {|#2:File.Delete(file)|};

            private static int Work() => 0;

            private static int Launch()
            {
                using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "work")
                {
                    RedirectStandardOutput = true,
                })!;
                Console.WriteLine(child.StandardOutput.ReadToEnd());
                return child.ExitCode;
            }
        }
        """);

    [Theory]
    [InlineData("new ProcessStartInfo { FileName = Environment.ProcessPath, Arguments = \"--worker\" }")]
    [InlineData("new ProcessStartInfo(Process.GetCurrentProcess().MainModule!.FileName, \"--worker\")")]
    [InlineData("new ProcessStartInfo(\"dotnet\", \"\\\"\" + typeof(Program).Assembly.Location + \"\\\" --worker\")")]
    [InlineData("new ProcessStartInfo(\"dotnet\") { ArgumentList = { Environment.GetCommandLineArgs()[0], \"--worker\" } }")]
    [InlineData("new ProcessStartInfo($\"\\\"{Environment.ProcessPath}\\\"\") { ArgumentList = { \"--worker\" } }")]
    [InlineData("Info()")]
    [InlineData("new ProcessStartInfo(s_self, \"--worker\")")]
    [InlineData("new ProcessStartInfo(Self) { Environment = { [\"WORKER\"] = \"1\" } }")]
    public Task Hazard_Launches(string info) => Reports(
        $$"""
        internal static class Program
        {
            private static readonly string s_self = Environment.ProcessPath ?? throw new InvalidOperationException();
            private static string Self => Path.GetFullPath(s_self);

            private static void Main(string[] args)
            {
                {|PSAFE402:File.Delete("state")|};
                if (args.Contains("--worker") || Environment.GetEnvironmentVariable("WORKER") != null)
                    return;

                var workers = new List<Process>();
                for (int i = 0; i < 4; i++)
                    workers.Add(Process.Start({{info}})!);
                workers.ForEach(worker => worker.WaitForExit());
            }

            private static ProcessStartInfo Info()
            {
                var info = new ProcessStartInfo();
                info.FileName = s_self;
                info.ArgumentList.Add("--worker");
                return info;
            }
        }
        """);

    [Theory]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; if (args.Contains(\"--worker\")) return;")]
    [InlineData("{|PSAFE402:File.WriteAllText(\"pid\", \"1\")|}; if (args is [\"--worker\"]) return;")]
    public Task Hazard_WindowsForms(string body) => Reports<RepeatedStartUpAnalyzer>(ReferWindowsForms, WindowsForms(body));

    [Theory]
    [InlineData("if (args.Contains(\"--worker\")) return; File.Delete(\"state\");")]
    [InlineData("if (args.Length == 0) File.Delete(\"state\"); if (args.Contains(\"--worker\")) return;")]
    public Task Safe_WindowsForms(string body) => Silent<RepeatedStartUpAnalyzer>(ReferWindowsForms, WindowsForms(body));

    private static string WindowsForms(string body) => Usings +
        $$"""
        using System.Windows.Forms;

        {{body}}
        for (int i = 0; i < 4; i++)
            Process.Start(Application.ExecutablePath, "--worker");
        """;

    private static void ReferWindowsForms(RuleCodeFixTest<RepeatedStartUpAnalyzer, EmptyCodeFixProvider> test)
    {
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.Add(StubLibrary.Of(Stubs.WindowsForms));
    }

    /// <summary>Programs without a worker, without a branch, or whose start-up harms nobody.</summary>
    [Theory]
    [InlineData("File.Delete(\"state\"); if (args.Length == 0) Process.Start(\"other\", \"--worker\"); Work();")]
    [InlineData("File.Delete(\"state\"); Work();")]
    [InlineData("Work(); Console.WriteLine(1); if (args.Length == 0) Launch(); Work();")]
    [InlineData("Directory.CreateDirectory(\"logs\"); if (args.Length == 0) Launch(); Work();")]
    [InlineData("Environment.SetEnvironmentVariable(\"LANG\", \"C\"); if (args.Length == 0) Launch(); Work();")]
    [InlineData(
        "using var ready = new EventWaitHandle(false, EventResetMode.ManualReset, \"app-ready\"); if (args.Length == 0) Launch(); Work();")]
    [InlineData("using var gate = new Mutex(false, \"app-gate\"); if (args.Length == 0) Launch(); Work();")]
    [InlineData("if (args.Length == 0) File.Delete(\"state\"); if (args.Length == 0) Launch(); Work();")]
    [InlineData("Prepare(args); if (args.Length == 0) Launch(); Work();")]
    [InlineData("if (args.Length == 0) { File.Delete(\"state\"); Launch(); } Work();")]
    [InlineData("if (args.Length > 0) { Work(); return; } File.Delete(\"state\"); Launch();")]
    [InlineData("if (args.Contains(\"--worker\")) Work(); File.Delete(\"state\"); if (!args.Contains(\"--worker\")) Launch();")]
    [InlineData("if (args is not [\"--worker\"]) { Launch(); return; } File.Delete(\"state\"); if (args is [\"--worker\"]) Work();")]
    [InlineData("Action clear = () => File.Delete(\"state\"); if (args.Length == 0) { clear(); Launch(); } Work();")]
    [InlineData(
        "if (!File.Exists(\"pid\")) Process.Start(Environment.ProcessPath!, \"--monitor\"); if (args.Length == 0) Launch(); Work();")]
    public Task Safe_StartUps(string body) =>
        Silent(Program(body).Replace(
            "private static void Prepare()",
            "private static void Prepare(string[] args) { if (args.Length == 0) File.Delete(\"state\"); } private static void Prepare()"));

    [Theory]
    [InlineData("if (options.Length > 0) { Work(); return; } File.Delete(\"state\"); Launch();")]
    [InlineData("if (options is [\"--worker\"]) Work(); else { File.Delete(\"state\"); Launch(); }")]
    public Task Safe_ArgumentsOfAnotherName(string body) => Silent(Program(body).Replace("Main(string[] args)", "Main(string[] options)"));

    [Fact]
    public Task Hazard_ArgumentsOfAnotherName() => Reports(
        Program("{|PSAFE402:File.Delete(\"state\")|}; if (options.Length == 0) Launch();")
            .Replace("Main(string[] args)", "Main(string[] options)"));

    [Fact]
    public Task Safe_WhatTheBranchNeeds() => Silent(
        """
        string mode = Read();
        if (mode == "worker" || args.Contains("--worker"))
            return;

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");

        static string Read()
        {
            File.AppendAllText("mode", "");
            return File.ReadAllText("mode");
        }
        """);

    [Theory]
    [InlineData(
        "File.Delete(\"update.zip\"); if (args.Length == 0) { Process.Start(Environment.ProcessPath!, \"--updated\"); return; } Work();")]
    [InlineData(
        "File.Delete(\"update.zip\"); if (args.Length == 0) { Process.Start(new ProcessStartInfo(Environment.ProcessPath!, \"--elevated\") "
            + "{ Verb = \"runas\" })!.WaitForExit(); } Work();")]
    [InlineData(
        "File.Delete(\"crash.log\"); AppDomain.CurrentDomain.UnhandledException += (_, _) => { if (!args.Contains(\"--again\")) "
            + "Process.Start(Environment.ProcessPath!, \"--again\"); Environment.Exit(1); }; Work();")]
    [InlineData("File.Delete(\"update.zip\"); if (args.Length == 0) Restart(); Work();")]
    [InlineData(
        "Mutex mutex = new(true, \"app\", out _); if (args.Length == 0) { mutex.Dispose(); "
            + "Process.Start(Environment.ProcessPath!, \"--updated\"); } GC.KeepAlive(mutex);")]
    public Task Safe_RestartOnly(string body) => Silent(
        Program(body)
            .Replace(
                "private static void Prepare()",
                "private static void Restart() { Process.Start(Environment.ProcessPath!, \"--updated\"); Environment.Exit(0); } "
                    + "private static void Prepare()"));

    /// <summary>Who makes an object behind the launch goes on with it.</summary>
    [Fact]
    public Task Hazard_ObjectMadeBehindTheLaunch() => Reports(Program(
        "{|PSAFE402:File.Delete(\"update.zip\")|}; if (args.Length == 0) { Process.Start(Environment.ProcessPath!, \"--worker\"); "
            + "Timer timer = new(_ => { }); }"));

    [Fact]
    public Task Safe_SystemCommandLine() => Silent(
        """
        using System.CommandLine;

        Command worker = new("worker");
        worker.SetHandler(() => Console.WriteLine("working"));
        Command run = new("run");
        run.SetHandler(() =>
        {
            File.Delete("state");
            for (int i = 0; i < 4; i++)
                Process.Start(Environment.ProcessPath!, "worker");
        });
        RootCommand root = new() { worker, run };
        return root.Invoke(args);

        namespace System.CommandLine
        {
            public class Command : System.Collections.IEnumerable
            {
                public Command(string name) => Name = name;
                public string Name { get; }
                public void Add(Command command) { }
                public void SetHandler(Action handler) { }
                public System.Collections.IEnumerator GetEnumerator() => throw new NotSupportedException();
            }

            public class RootCommand : Command
            {
                public RootCommand() : base("") { }
                public int Invoke(string[] args) => 0;
            }
        }
        """);

    [Fact]
    public Task Safe_GenericHost() => Silent(
        """
        using Microsoft.Extensions.Hosting;

        var builder = Host.CreateApplicationBuilder(args);
        if (args.Contains("--worker"))
            builder.AddHostedService<Worker>();
        else
            builder.AddHostedService<Supervisor>();
        builder.Build().Run();

        sealed class Worker : IHostedService { }

        sealed class Supervisor : IHostedService
        {
            public Process Start() => Process.Start(Environment.ProcessPath!, "--worker");
        }

        namespace Microsoft.Extensions.Hosting
        {
            public interface IHostedService { }

            public sealed class HostApplicationBuilder
            {
                public void AddHostedService<T>() where T : IHostedService { }
                public IHost Build() => throw new NotSupportedException();
            }

            public interface IHost { void Run(); }

            public static class Host
            {
                public static HostApplicationBuilder CreateApplicationBuilder(string[] args) => new();
            }
        }
        """);

    [Fact]
    public Task Safe_Library() => Silent<RepeatedStartUpAnalyzer>(
        Usings + Program("File.Delete(\"state\"); if (args.Length == 0) Launch(); Work();"));

    private static string Program(string body) =>
        $$"""
        internal static class Program
        {
            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Launch() => Launch(4);

            private static void Launch(int count)
            {
                for (int i = 0; i < count; i++)
                    Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
                    {
                        ArgumentList = { "--worker" },
                        Environment = { ["WORKER"] = "1" },
                    });
            }

            private static void Run(string[] args)
            {
                if (args.Length == 0)
                    Launch();
                else
                    Work();
            }

            private static bool IsWorker(string[] args)
            {
                foreach (string arg in args)
                {
                    if (arg == "--worker")
                        return true;
                }

                return false;
            }

            private static void Prepare() => File.Delete("state");

            private static void Work() => Console.WriteLine("working");
        }
        """;

    private static Task Reports(string source) =>
        Reports<RepeatedStartUpAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);

    private static Task Silent(string source) =>
        Silent<RepeatedStartUpAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);
}
