using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class LateHandlerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("var q = Process.Start(\"x\"); q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += (_, _) => Use(1);")]
    [InlineData("using var q = Process.Start(info)!; q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += OnExit; q.WaitForExit();")]
    [InlineData("var q = new Process { StartInfo = info, EnableRaisingEvents = true }; q.Start(); {|PSAFE714:q.Exited|} += OnExit;")]
    [InlineData("using Process q = new() { EnableRaisingEvents = true }; if (!q.Start()) { return; } {|PSAFE714:q.Exited|} += OnExit;")]
    [InlineData("var q = new Process(); q.EnableRaisingEvents = true; q.Start(); {|PSAFE714:q.Exited|} += new EventHandler(OnExit);")]
    [InlineData("if (Process.Start(info) is { } q) { q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += OnExit; }")]
    [InlineData("if (Process.Start(info) is not { } q) { return; } q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += OnExit;")]
    [InlineData("var q = Process.GetProcessById(1); q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += OnExit;")]
    [InlineData("Use(p.Id); p.EnableRaisingEvents = true; {|PSAFE714:p.Exited|} += OnExit;")]
    [InlineData("if (p.HasExited) { return; } p.EnableRaisingEvents = true; {|PSAFE714:p.Exited|} += OnExit;")]
    [InlineData("var q = Launch(); q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += OnExit;")]
    [InlineData("_tool.EnableRaisingEvents = true; _tool.Start(); {|PSAFE714:_tool.Exited|} += OnExit;")]
    [InlineData("var q = Process.Start(info)!; q.EnableRaisingEvents = true; if (q.Id > 1) { {|PSAFE714:q.Exited|} += OnExit; }")]
    [InlineData("foreach (int i in new[] { 1 }) { var q = Process.Start(info)!; q.EnableRaisingEvents = true; "
        + "{|PSAFE714:q.Exited|} += OnExit; }")]
    public Task Hazard_Exited(string statements) => Reports<LateHandlerAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var q = Process.Start(info)!; q.BeginOutputReadLine(); {|PSAFE714:q.OutputDataReceived|} += OnLine;")]
    [InlineData("var q = Process.Start(info)!; q.BeginErrorReadLine(); {|PSAFE714:q.ErrorDataReceived|} += (_, e) => Use(e.Data);")]
    [InlineData("p.BeginOutputReadLine(); p.BeginErrorReadLine(); {|PSAFE714:p.OutputDataReceived|} += OnLine; "
        + "{|PSAFE714:p.ErrorDataReceived|} += OnLine;")]
    [InlineData("p.OutputDataReceived += OnLine; p.BeginOutputReadLine(); {|PSAFE714:p.OutputDataReceived|} += (_, e) => Use(e.Data);")]
    [InlineData("_tool.Start(); _tool.BeginOutputReadLine(); {|PSAFE714:_tool.OutputDataReceived|} += OnLine;")]
    [InlineData("var q = Launch(); q.BeginOutputReadLine(); {|PSAFE714:q.OutputDataReceived|} += OnLine;")]
    [InlineData("Run(Process.Start(info)!); void Run(Process q) { q.BeginOutputReadLine(); {|PSAFE714:q.OutputDataReceived|} += OnLine; }")]
    [InlineData("Action<Process> run = q => { q.BeginOutputReadLine(); {|PSAFE714:q.OutputDataReceived|} += OnLine; }; run(p);")]
    public Task Hazard_Lines(string statements) => Reports<LateHandlerAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var q = Process.Start(info)!; q.Exited += OnExit; q.EnableRaisingEvents = true;")]
    [InlineData("var q = new Process { StartInfo = info, EnableRaisingEvents = true }; q.Exited += OnExit; q.Start();")]
    [InlineData("var q = new Process(); q.EnableRaisingEvents = true; q.Exited += OnExit;")]
    [InlineData("p.EnableRaisingEvents = true; p.Exited += OnExit;")]
    [InlineData("p.EnableRaisingEvents = true; p.Exited += OnExit; p.Start();")]
    [InlineData("_tool.EnableRaisingEvents = true; _tool.Exited += OnExit;")]
    [InlineData("var q = Process.Start(info)!; q.EnableRaisingEvents = false; q.Exited += OnExit;")]
    [InlineData("var q = Process.Start(info)!; if (q.Id > 1) { q.EnableRaisingEvents = true; } else { q.Exited += OnExit; }")]
    [InlineData("var q = Process.Start(info)!; q.Exited += OnExit; q.Exited -= OnExit;")]
    public Task Safe_NotRunningOrInOrder(string statements) => Silent<LateHandlerAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var q = Process.Start(info)!; q.OutputDataReceived += OnLine; q.BeginOutputReadLine();")]
    [InlineData("var q = Process.Start(info)!; q.BeginErrorReadLine(); q.OutputDataReceived += OnLine; q.BeginOutputReadLine();")]
    [InlineData("p.BeginOutputReadLine(); var q = Process.Start(info)!; q.OutputDataReceived += OnLine; q.BeginOutputReadLine();")]
    [InlineData("var q = Process.Start(info)!; q.BeginOutputReadLine(); q.CancelOutputRead(); q.OutputDataReceived += OnLine;")]
    [InlineData("Process q; for (int i = 0; i < 2; i++) { q = Process.Start(info)!; q.OutputDataReceived += OnLine; "
        + "q.BeginOutputReadLine(); }")]
    public Task Safe_LinesInOrder(string statements) => Silent<LateHandlerAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var q = Process.Start(info)!; q.EnableRaisingEvents = true; q.Exited += OnExit; if (q.HasExited) { Use(1); }")]
    [InlineData("var q = Process.Start(info)!; q.Exited += OnExit; q.EnableRaisingEvents = true; q.Exited += OnExit;")]
    [InlineData("var q = Process.Start(info)!; q.EnableRaisingEvents = true; q.Exited -= OnExit; q.Exited += OnExit;")]
    [InlineData("p.OutputDataReceived += OnLine; p.BeginOutputReadLine(); p.OutputDataReceived += OnLine;")]
    public Task Safe_SeenTo(string statements) => Silent<LateHandlerAnalyzer>(Source(statements));

    [Fact]
    public Task Hazard_Message() => Reports<LateHandlerAnalyzer>(
        """
        using System.Diagnostics;
        class Tool
        {
            static void Go(Process p)
            {
                p.BeginOutputReadLine();
                p.OutputDataReceived += (_, _) => { };
            }
        }
        """,
        new DiagnosticResult("PSAFE714", DiagnosticSeverity.Info)
            .WithSpan(7, 9, 7, 29)
            .WithSpan(6, 9, 6, 32)
            .WithMessage("'p.OutputDataReceived' gets its handler after 'p.BeginOutputReadLine()': lines that arrive before this line are "
                + "lost. Attach the handler first."));

    [Fact]
    public Task Hazard_Async_TopLevel_ExpressionBodies() => Reports<LateHandlerAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System.Diagnostics;
        using System.Threading.Tasks;

        TaskCompletionSource done = new();
        using Process tool = Process.Start("tool");
        tool.EnableRaisingEvents = true;
        await Task.Yield();
        {|PSAFE714:tool.Exited|} += (_, _) => done.TrySetResult();
        await done.Task;
        """);

    [Fact]
    public Task Hazard_Wrapper() => Reports<LateHandlerAnalyzer>(
        """
        using System;
        using System.Diagnostics;

        sealed class Runner
        {
            private readonly Process _process = new();

            public void Run(Action<string?> line)
            {
                Start();
                _process.BeginOutputReadLine();
                {|PSAFE714:_process.OutputDataReceived|} += (_, e) => line(e.Data);
            }

            private void Start() => _process.Start();
        }
        """);

    /// <summary>What turns the event on, the handler, and the start may each be in a method of its own.</summary>
    [Theory]
    [InlineData("var q = Process.Start(info)!; Begin(q); {|PSAFE714:q.OutputDataReceived|} += OnLine;", "q.BeginOutputReadLine();")]
    [InlineData("var q = Process.Start(info)!; q.BeginOutputReadLine(); Begin(q);", "{|PSAFE714:q.OutputDataReceived|} += OnLine;")]
    [InlineData("Begin(Process.Start(info)!);", "q.EnableRaisingEvents = true; {|PSAFE714:q.Exited|} += OnExit;")]
    [InlineData("_tool.EnableRaisingEvents = true; Begin(_tool); {|PSAFE714:_tool.Exited|} += OnExit;", "q.Start();")]
    public Task Hazard_InAHelper(string statements, string helper) => Reports<LateHandlerAnalyzer>(Source(statements, helper));

    [Theory]
    [InlineData("var q = Process.Start(info)!; q.OutputDataReceived += OnLine; Begin(q);", "q.BeginOutputReadLine();")]
    [InlineData("var q = new Process(); Begin(q); q.Start();", "q.EnableRaisingEvents = true; q.Exited += OnExit;")]
    [InlineData("Begin(Process.Start(info)!);", "q.EnableRaisingEvents = true; q.Exited += OnExit; if (q.HasExited) { Use(1); }")]
    [InlineData(
        "var q = Process.Start(info)!; q.EnableRaisingEvents = true; Begin(q); if (q.HasExited) { Use(1); }",
        "q.Exited += OnExit;")]
    [InlineData("var q = Process.Start(info)!; Begin(q); q.Exited += OnExit;", "if (q.Id > 1) { q.EnableRaisingEvents = true; }")]
    public Task Safe_InAHelper(string statements, string helper) => Silent<LateHandlerAnalyzer>(Source(statements, helper));

    private static string Source(string statements, string helper = "") =>
        $$"""
        using System;
        using System.Diagnostics;

        class Tool
        {
            private readonly Process _tool = new();

            void Go(ProcessStartInfo info, Process p)
            {
                {{statements}}
            }

            private static void Begin(Process q)
            {
                {{helper}}
            }

            private static Process Launch() => Process.Start("x");
            private static void OnExit(object? sender, EventArgs e) { }
            private static void OnLine(object sender, DataReceivedEventArgs e) { }
            private static void Use(object? value) { }
        }
        """;
}
