using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE721.</summary>
public sealed class TakenExitTests : RuleTest
{
    private const string Lines = "var s = new StringBuilder(); p.OutputDataReceived += (_, e) => s.AppendLine(e.Data); "
        + "p.EnableRaisingEvents = true; p.BeginOutputReadLine(); ";

    [Theory]
    [InlineData("p.Exited += (_, _) => Use({|PSAFE721:s.ToString()|});")]
    [InlineData("p.Exited += (_, _) => { Use(1); Use({|PSAFE721:s.Length|}); };")]
    [InlineData("p.Exited += delegate { Use({|PSAFE721:s.ToString()|}); };")]
    [InlineData(
        "var t = new StringBuilder(); p.ErrorDataReceived += (_, e) => t.AppendLine(e.Data); p.BeginErrorReadLine(); "
            + "p.Exited += (_, _) => { Use({|PSAFE721:s.ToString()|}); Use(t.ToString()); };")]
    [InlineData("void Done(object? o, EventArgs e) { Use({|PSAFE721:s.ToString()|}); } p.Exited += Done;")]
    [InlineData("EventHandler done = (_, _) => Use({|PSAFE721:s.ToString()|}); p.Exited += done;")]
    [InlineData("while (!{|PSAFE721:p.HasExited|}) Thread.Sleep(10); Use(s.ToString());")]
    [InlineData("do { Thread.Sleep(10); } while (!{|PSAFE721:p.HasExited|}); Use(s.ToString());")]
    [InlineData("while (true) { if ({|PSAFE721:p.HasExited|}) break; Thread.Sleep(10); } Use(s.ToString());")]
    [InlineData("SpinWait.SpinUntil(() => {|PSAFE721:p.HasExited|}); Use(s.ToString());")]
    [InlineData(
        "var done = new ManualResetEventSlim(); p.Exited += (_, _) => done.Set(); {|PSAFE721:done.Wait()|}; Use(s.ToString());")]
    [InlineData(
        "var done = new TaskCompletionSource(); p.Exited += (_, _) => done.TrySetResult(); {|PSAFE721:done.Task.Wait()|}; "
            + "Use(s.ToString());")]
    [InlineData(
        "var done = new ManualResetEvent(false); p.Exited += (_, _) => done.Set(); if ({|PSAFE721:done.WaitOne(9000)|}) "
            + "Use(s.ToString());")]
    public Task Hazard(string statements) => Reports<LostLinesAnalyzer>(ProcessSource.Sync(Lines + statements));

    [Theory]
    [InlineData(
        "var done = new TaskCompletionSource(); p.Exited += (_, _) => done.SetResult(); {|PSAFE721:await done.Task|}; Use(s.ToString());")]
    [InlineData(
        "var done = new TaskCompletionSource<string>(); p.Exited += (_, _) => done.TrySetResult({|PSAFE721:s.ToString()|}); "
            + "Use(await done.Task);")]
    [InlineData("while (!{|PSAFE721:p.HasExited|}) await Task.Delay(10); Use(s.ToString());")]
    public Task Hazard_Awaited(string statements) => Reports<LostLinesAnalyzer>(ProcessSource.Async(Lines + statements));

    [Theory]
    [InlineData("p.Exited += (_, _) => { p.WaitForExit(); Use(s.ToString()); };")]
    [InlineData("p.Exited += async (_, _) => { await p.WaitForExitAsync(); Use(s.ToString()); };")]
    [InlineData("p.Exited += (_, _) => { Drain(p); Use(s.ToString()); }; } static void Drain(Process q) { q.WaitForExit();")]
    [InlineData("p.Exited += (_, _) => Use(p.ExitCode);")]
    [InlineData("p.Exited += (_, _) => s.Clear();")]
    [InlineData("p.Exited += (_, _) => { lock (s) { Use(1); } };")]
    [InlineData("while (!p.HasExited) Thread.Sleep(10); p.WaitForExit(); Use(s.ToString());")]
    [InlineData("while (!p.HasExited) { Use(s.ToString()); Thread.Sleep(10); }")]
    [InlineData("while (!p.HasExited) Thread.Sleep(10);")]
    [InlineData("if (p.HasExited) Use(s.ToString());")]
    [InlineData(
        "var done = new ManualResetEventSlim(); p.Exited += (_, _) => done.Set(); done.Wait(); p.WaitForExit(); "
            + "Use(s.ToString());")]
    [InlineData("var done = new ManualResetEventSlim(); p.Exited += (_, _) => { p.WaitForExit(); done.Set(); }; done.Wait(); Use(s);")]
    [InlineData("var done = new ManualResetEventSlim(); p.Exited += (_, _) => done.Set(); done.Wait();")]
    [InlineData("var done = new ManualResetEventSlim(); done.Wait(); Use(s.ToString());")]
    [InlineData("p.WaitForExit(); Use(s.ToString());")]
    public Task Safe(string statements) => Silent<LostLinesAnalyzer>(ProcessSource.Sync(Lines + statements));

    [Theory]
    [InlineData("p.OutputDataReceived += (_, e) => { if (e.Data is null) done.Set(); else s.AppendLine(e.Data); };")]
    [InlineData("p.OutputDataReceived += (_, e) => { if (e.Data == null) { ended = true; return; } s.AppendLine(e.Data); };")]
    [InlineData("p.OutputDataReceived += (_, e) => { if (e.Data is { } line) s.AppendLine(line); else ended = true; };")]
    [InlineData("p.OutputDataReceived += (_, e) => { if (e.Data != null) s.AppendLine(e.Data); else Interlocked.Increment(ref count); };")]
    [InlineData("p.OutputDataReceived += (_, e) => Console.WriteLine(e.Data);")]
    [InlineData("p.OutputDataReceived += (_, e) => Use(e.Data);")]
    public Task Safe_OtherHandlers(string handler) => Silent<LostLinesAnalyzer>(ProcessSource.Sync(
        "var s = new StringBuilder(); var done = new ManualResetEventSlim(); bool ended = false; int count = 0; " + handler
            + " p.BeginOutputReadLine(); p.Exited += (_, _) => { done.Wait(); Use(ended); Use(count); Use(s.ToString()); };"));

    /// <summary>A line that says that the program is ready is no last line.</summary>
    [Theory]
    [InlineData("if (e.Data != null) { s.AppendLine(e.Data); if (e.Data.StartsWith(\"ready\")) ready.TrySetResult(e.Data); }")]
    [InlineData("if (e.Data is { } line) { s.AppendLine(line); if (line.Length > 9) ready.TrySetResult(line); }")]
    [InlineData("if (e.Data is null) return; s.AppendLine(e.Data); if (e.Data.Length > 9) ready.TrySetResult(e.Data);")]
    public Task Hazard_HandlerSignalsALine(string handler) => Reports<LostLinesAnalyzer>(ProcessSource.Of(
        "TaskCompletionSource<string> ready = new(); void Go(Process p) { var s = new StringBuilder(); "
            + "p.OutputDataReceived += (_, e) => { " + handler + " }; p.Exited += (_, _) => ready.TrySetException(new "
            + "Exception($\"failed: {{|PSAFE721:s|}}\")); p.Start(); p.BeginOutputReadLine(); Use(ready.Task.Result); }"));

    /// <summary>The handler of Exited waits for the line that ends what it needs.</summary>
    [Fact]
    public Task Safe_WaitsForALine() => Silent<LostLinesAnalyzer>(ProcessSource.Of(
        "ManualResetEventSlim all = new(); void Go(Process p) { var s = new StringBuilder(); p.OutputDataReceived += (_, e) => { "
            + "if (e.Data != null) { s.AppendLine(e.Data); if (e.Data == \"END\") all.Set(); } }; "
            + "p.Exited += (_, _) => { all.Wait(); Use(s.ToString()); }; p.Start(); p.BeginOutputReadLine(); }"));

    private const string Queued = "var q = new System.Collections.Concurrent.ConcurrentQueue<string?>(); "
        + "p.OutputDataReceived += (_, e) => q.Enqueue(e.Data); p.BeginOutputReadLine(); ";

    [Theory]
    [InlineData("do { Thread.Sleep(9); while (q.TryDequeue(out var l)) Use(l); } while (!{|PSAFE721:p.HasExited|} || !q.IsEmpty);")]
    [InlineData("while (!{|PSAFE721:p.HasExited|}) { if (q.TryDequeue(out var l)) Use(l); }")]
    public Task Hazard_LoopEmptiesAQueue(string statements) => Reports<LostLinesAnalyzer>(ProcessSource.Sync(Queued + statements));

    [Theory]
    [InlineData(
        "while (!p.HasExited) { while (q.TryDequeue(out var l)) Use(l); } p.WaitForExit(); "
            + "while (q.TryDequeue(out var last)) Use(last);")]
    [InlineData("while (!p.HasExited) { Use(q.Count); Thread.Sleep(9); }")]
    [InlineData("while (!p.HasExited) { Thread.Sleep(9); }")]
    public Task Safe_LoopAndAQueue(string statements) => Silent<LostLinesAnalyzer>(ProcessSource.Sync(Queued + statements));

    [Fact]
    public Task Safe_NothingBegins() => Silent<LostLinesAnalyzer>(ProcessSource.Sync(
        "var s = new StringBuilder(); p.OutputDataReceived += (_, e) => s.AppendLine(e.Data); p.Exited += (_, _) => Use(s.ToString());"));

    [Fact]
    public Task Hazard_BeforeTimedWait() => Reports<LostLinesAnalyzer>(ProcessSource.Sync(
        Lines + "p.Exited += (_, _) => Use({|PSAFE721:s.ToString()|}); p.WaitForExit(1000); Use(s);"));

    [Fact]
    public Task Hazard_TimedWaitInTheHandler_IsPSAFE708() => Reports<LostLinesAnalyzer>(ProcessSource.Sync(
        Lines + "p.Exited += (_, _) => { {|PSAFE708:p.WaitForExit(1000)|}; Use(s.ToString()); };"));

    [Fact]
    public Task Hazard_Fields_AndMessage() => Reports<LostLinesAnalyzer>(
        """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        public sealed class Runner
        {
            private readonly Process _tool = new();
            private readonly List<string?> _lines = new();

            public event Action<int>? Done;

            public void Start()
            {
                _tool.OutputDataReceived += OnLine;
                {|#1:_tool.Exited += OnExit|};
                _tool.EnableRaisingEvents = true;
                _tool.Start();
                _tool.BeginOutputReadLine();
            }

            private void OnLine(object sender, DataReceivedEventArgs e) => _lines.Add(e.Data);

            private void OnExit(object? sender, EventArgs e) => Done?.Invoke({|#0:_lines.Count|});
        }
        """,
        new DiagnosticResult("PSAFE721", DiagnosticSeverity.Warning)
            .WithLocation(0)
            .WithLocation(1)
            .WithMessage("'_lines.Count' follows the exit of the process, but the last lines arrive later: '_lines' may lack them. Call "
                + "WaitForExit() first."));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<LostLinesAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var tool = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        string text = "";
        tool.OutputDataReceived += (_, e) => text += e.Data;
        tool.BeginOutputReadLine();
        while (!{|PSAFE721:tool.HasExited|})
        {
            Thread.Sleep(10);
        }

        Console.WriteLine(text);
        """);
}
