using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class MissedCleanupAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("(_, _) => {|PSAFE807:File.Delete(\"pid\")|}")]
    [InlineData("(_, _) => { Console.WriteLine(); {|PSAFE807:s_child.Kill()|}; File.Delete(\"pid\"); }")]
    [InlineData("(_, _) => {|PSAFE807:s_log.Flush()|}")]
    [InlineData("(_, _) => { {|PSAFE807:s_log.Dispose()|}; }")]
    public Task Hazard_SideEffect(string handler) => Reports<MissedCleanupAnalyzer>(IsProgram, Program(handler));

    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<MissedCleanupAnalyzer>(
        test =>
        {
            IsProgram(test);
            test.ExpectedDiagnostics.Add(new DiagnosticResult(Analyzers.Rules.CleanupMissedBySigterm).WithLocation(0).WithLocation(1)
                .WithArguments("ProcessExit → OnExit → Clean → Directory.Delete()"));
        },
        """
        using System;
        using System.IO;

        AppDomain.CurrentDomain.ProcessExit += Workspace.OnExit;

        static class Workspace
        {
            internal static void OnExit(object? sender, EventArgs e) => {|#0:Clean()|};

            static void Clean() => {|#1:Directory.Delete("work", recursive: true)|};
        }
        """);

    [Theory]
    [InlineData("(_, _) => { }")]
    [InlineData("(_, _) => Console.WriteLine(\"bye\")")]
    [InlineData("(_, _) => new Thread(() => { }).Start()")]
    [InlineData("(_, _) => Environment.CurrentDirectory = \"/\"")]
    [InlineData("(_, _) => { lock (s_log) s_child.Refresh(); }")]
    public Task Safe_NothingIsLost(string handler) => Silent<MissedCleanupAnalyzer>(IsProgram, Program(handler));

    [Theory]
    [InlineData("using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));")]
    [InlineData(
        "foreach (var signal in new[] { PosixSignal.SIGTERM }) s_kept = PosixSignalRegistration.Create(signal, _ => Environment.Exit(1));")]
    [InlineData("Microsoft.Extensions.Hosting.IHost? host = null; host?.ToString();")]
    public Task Safe_SigtermIsHandled(string statement) => Silent<MissedCleanupAnalyzer>(
        IsProgram,
        Program("(_, _) => File.Delete(\"pid\")", statement),
        "namespace Microsoft.Extensions.Hosting { public interface IHost { } }");

    [Fact]
    public Task Safe_Library() => Silent<MissedCleanupAnalyzer>(Program("(_, _) => File.Delete(\"pid\")"));

    [Fact]
    public Task Safe_BeforeNet10() => Silent<MissedCleanupAnalyzer>(
        test =>
        {
            IsProgram(test);
            test.ReferenceAssemblies = Frameworks.Net80;
        },
        Program("(_, _) => File.Delete(\"pid\")"));

    [Fact]
    public Task Safe_OtherEvents() => Silent<MissedCleanupAnalyzer>(
        IsProgram,
        """
        using System;
        using System.IO;

        Console.CancelKeyPress += (_, _) => File.Delete("pid");
        AppDomain.CurrentDomain.UnhandledException += (_, _) => File.Delete("pid");
        """);

    private static void IsProgram<TCodeFix>(RuleCodeFixTest<MissedCleanupAnalyzer, TCodeFix> test)
        where TCodeFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new() =>
        test.TestState.OutputKind = OutputKind.ConsoleApplication;

    private static string Program(string handler, string statement = "") =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Threading;

        class Program
        {
            static readonly Process s_child = new();
            static readonly StreamWriter s_log = new(Stream.Null);
            static object? s_kept;

            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += {{handler}};
                {{statement}}
            }
        }
        """;
}
