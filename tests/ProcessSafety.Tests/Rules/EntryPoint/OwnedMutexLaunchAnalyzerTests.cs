using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class OwnedMutexLaunchAnalyzerTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        """;

    [Theory]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; "
            + "{|PSAFE404:Process.Start(Environment.ProcessPath!, \"again\")|};")]
    [InlineData(
        "Mutex mutex = new(true, Name, out var createdNew); if (createdNew) { {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; }")]
    [InlineData(
        "using (var mutex = new Mutex(false, @\"Global\\app\", out var first)) { if (!first) return; Console.WriteLine(); "
            + "{|PSAFE404:Process.Start(Environment.ProcessPath!)|}; }")]
    [InlineData(
        "using var mutex = new Mutex(false, \"app\"); if (!mutex.WaitOne(0)) return; {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; "
            + "mutex.ReleaseMutex();")]
    [InlineData(
        "using var mutex = new Mutex(false, \"app\"); bool owned = mutex.WaitOne(TimeSpan.Zero, false); if (!owned) return; "
            + "{|PSAFE404:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Work();")]
    [InlineData("using var mutex = new Mutex(true, \"app\", out bool first); if (first) Work(); else Console.WriteLine();")]
    [InlineData("if (!TryOwn()) return; Work(); bool TryOwn() { s_mutex = new Mutex(true, \"app\", out bool first); return first; }")]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; "
            + "Console.CancelKeyPress += (_, _) => { {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; Environment.Exit(0); };")]
    public Task Hazard_Guards(string body) =>
        Reports(body.Contains("Work()") ? Program(body).Replace("«", "{|PSAFE404:").Replace("»", "|}") : Plain(body));

    [Fact]
    public Task Hazard_PlaceOfTheGuard() => Reports<OwnedMutexLaunchAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE404", DiagnosticSeverity.Warning)
                .WithLocation(0).WithLocation(1)
                .WithMessage("'Process.Start()' starts this program while 's_mutex' is still held: the child finds the mutex taken, "
                    + "believes that the program runs already, and exits. Dispose the mutex before."));
        },
        Usings +
        """
        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                s_mutex = {|#1:new Mutex(true, "app", out bool first)|};
                if (first)
                    Restart.Now();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        internal static class Restart
        {
            public static void Now()
            {
                {|#0:Process.Start(Environment.ProcessPath!)|};
                Environment.Exit(0);
            }
        }
        """);

    /// <summary>Released or disposed before, a child that waits or does not ask, and the process that is not the first.</summary>
    [Theory]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; mutex.ReleaseMutex(); mutex.Dispose(); Work();")]
    [InlineData("using (var mutex = new Mutex(true, \"app\", out bool first)) { if (!first) return; } Work();")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Release(); Work();")]
    [InlineData("using var mutex = new Mutex(true, \"app\", out bool first); if (!first) { Work(); return; } Console.WriteLine();")]
    [InlineData("using var mutex = new Mutex(false, \"app\"); mutex.WaitOne(); Work();")]
    [InlineData("using var mutex = new Mutex(false, \"app\"); if (!mutex.WaitOne(5000)) return; Work();")]
    [InlineData("using var mutex = new Mutex(true, null, out bool first); if (!first) return; Work();")]
    [InlineData("if (args.Length > 0) return; using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Work();")]
    [InlineData("Work(); using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return;")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) Console.WriteLine(\"somebody else runs it\"); Work();")]
    [InlineData("using var mutex = new Mutex(false, \"app\"); Console.WriteLine(mutex.WaitOne(0)); Work();")]
    public Task Safe_Guards(string body) => Silent(Program(body).Replace("«", "").Replace("»", ""));

    private static string Plain(string body) =>
        $$"""
        internal static class Program
        {
            private const string Name = "app";

            private static void Main(string[] args)
            {
                {{body}}
            }
        }
        """;

    private static string Program(string body) =>
        $$"""
        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Release() => s_mutex?.Dispose();

            private static void Work() => «Process.Start(new ProcessStartInfo(Environment.ProcessPath!))»;
        }
        """;

    private static Task Reports(string source) =>
        Reports<OwnedMutexLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);

    private static Task Silent(string source) =>
        Silent<OwnedMutexLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);
}
