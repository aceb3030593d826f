using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE701.</summary>
public sealed class WaitBeforeReadTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; Use(p.StandardError.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd() + p.StandardError.ReadToEnd());")]
    [InlineData("using var q = Process.Start(info)!; {|PSAFE701:q.WaitForExit()|}; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "using (var q = new Process { StartInfo = info }) { q.Start(); {|PSAFE701:q.WaitForExit()|}; Use(q.StandardOutput.ReadToEnd()); }")]
    [InlineData("using (p) { {|PSAFE701:p.WaitForExit()|}; using (var o = p.StandardOutput) { Use(o.ReadToEnd()); } }")]
    [InlineData("if (!{|PSAFE701:p.WaitForExit(5000)|}) p.Kill(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit(TimeSpan.FromSeconds(5))|}; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("while (!{|PSAFE701:p.HasExited|}) { Thread.Sleep(100); } Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("SpinWait.SpinUntil(() => {|PSAFE701:p.HasExited|}); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; while (p.StandardOutput.ReadLine() is { } line) Use(line);")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; while (!p.StandardOutput.EndOfStream) Use(p.StandardOutput.ReadLine());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; var o = p.StandardOutput; Use(o.ReadToEnd());")]
    [InlineData("var o = p.StandardOutput; {|PSAFE701:p.WaitForExit()|}; Use(o.ReadToEnd());")]
    [InlineData(
        "var o = info.RedirectStandardError ? p.StandardError : p.StandardOutput; {|PSAFE701:p.WaitForExit()|}; Use(o.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; p.StandardOutput.BaseStream.CopyTo(Stream.Null);")]
    [InlineData(
        "{|PSAFE701:p.WaitForExit()|}; using var reader = new StreamReader(p.StandardOutput.BaseStream, Encoding.UTF8); "
            + "Use(reader.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; if (p.ExitCode != 0) throw new Exception(p.StandardError.ReadToEnd());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEndAsync().Result);")]
    [InlineData("{|PSAFE701:p?.WaitForExit(1)|}; var q = p; q?.StandardOutput.ReadToEnd();")]
    [InlineData("try { {|PSAFE701:p.WaitForExit()|}; } finally { p.Refresh(); } Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.Exited += (_, _) => Use(p.StandardOutput.ReadToEnd()); {|PSAFE701:p.WaitForExit()|};")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); {|PSAFE701:p.WaitForExit()|}; Use(p.StandardError.ReadToEnd());")]
    [InlineData(
        "p.OutputDataReceived += (_, e) => Use(e.Data); p.BeginOutputReadLine(); {|PSAFE701:p.WaitForExit()|}; "
            + "Use(p.StandardError.ReadToEnd());")]
    public Task Hazard_Sync(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("await {|PSAFE701:p.WaitForExitAsync()|}; Use(await p.StandardOutput.ReadToEndAsync());")]
    [InlineData("await {|PSAFE701:p.WaitForExitAsync(token)|}.ConfigureAwait(false); Use(await p.StandardOutput.ReadToEndAsync());")]
    [InlineData("{|PSAFE701:p.WaitForExitAsync()|}.Wait(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("var exit = p.WaitForExitAsync(); {|PSAFE701:await exit|}; Use(await p.StandardOutput.ReadToEndAsync());")]
    [InlineData("{|PSAFE701:p.WaitForExit()|}; var o = p.StandardOutput.ReadToEndAsync(); Use(await o);")]
    [InlineData("await Task.Run(() => {|PSAFE701:p.WaitForExit()|}); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("await Task.Run(() => { {|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd()); });")]
    public Task Hazard_Async(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData(
        "static string Run(Process p) { {|PSAFE701:p.WaitForExit()|}; return Drain(p.StandardOutput); } "
            + "static string Drain(StreamReader r) => r.ReadToEnd();")]
    [InlineData(
        "static string Run(Process p) { {|PSAFE701:p.WaitForExit()|}; return Output(p); } "
            + "static string Output(Process p) => p.StandardOutput.ReadToEnd();")]
    [InlineData(
        "static string Run(Process p) { {|PSAFE701:Wait(p)|}; return p.StandardOutput.ReadToEnd(); } "
            + "static void Wait(Process p) { p.WaitForExit(); }")]
    [InlineData(
        "static string Run(Process p) { void Wait() => {|PSAFE701:p.WaitForExit()|}; Wait(); return p.StandardOutput.ReadToEnd(); }")]
    [InlineData("static StreamReader Run(Process p) { {|PSAFE701:p.WaitForExit()|}; return p.StandardOutput; }")]
    [InlineData(
        "private Process _p = new(); string Run() { _p.Start(); {|PSAFE701:_p.WaitForExit()|}; return _p.StandardOutput.ReadToEnd(); }")]
    [InlineData(
        "private Process _p = new(); string Run() { _p.Start(); {|PSAFE701:_p.WaitForExit()|}; return Read(); } "
            + "string Read() => _p.StandardOutput.ReadToEnd();")]
    [InlineData(
        "private Process _p = new(); string Run() { var p = Process.Start(\"x\"); _p = p; {|PSAFE701:_p.WaitForExit()|}; "
            + "return p.StandardOutput.ReadToEnd(); }")]
    [InlineData(
        "static string Run(Process p) { ArgumentNullException.ThrowIfNull(p); {|PSAFE701:p.WaitForExit()|}; "
            + "return p.StandardOutput.ReadToEnd(); }")]
    public Task Hazard_AcrossMembers(string members) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Theory]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData(
        "p.OutputDataReceived += (_, e) => Use(e.Data); p.BeginOutputReadLine(); Use(p.StandardError.ReadToEnd()); p.WaitForExit();")]
    [InlineData("var o = p.StandardOutput.ReadToEndAsync(); p.WaitForExit(); Use(o.Result);")]
    [InlineData("var o = Task.Run(() => p.StandardOutput.ReadToEnd()); p.WaitForExit(); Use(o.Result);")]
    [InlineData(
        "string? o = null; var t = new Thread(() => o = p.StandardOutput.ReadToEnd()); t.Start(); p.WaitForExit(); t.Join(); Use(o);")]
    [InlineData("void Pump() { Use(p.StandardOutput.ReadToEnd()); } var t = new Thread(Pump); t.Start(); p.WaitForExit();")]
    [InlineData("p.Kill(); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.WaitForExit(); Use(p.ExitCode);")]
    [InlineData("while (!p.WaitForExit(100)) Use(p.StandardOutput.ReadLine());")]
    [InlineData("while (!p.HasExited) { Use(p.StandardOutput.ReadLine()); } ")]
    [InlineData("if (info.CreateNoWindow) p.WaitForExit(); else Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("switch (info.FileName) { case \"a\": p.WaitForExit(); break; default: Use(p.StandardOutput.ReadToEnd()); break; }")]
    [InlineData("p.WaitForExit(); p = Process.Start(info)!; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.WaitForExit(); p.Start(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("if (p.WaitForExit(0)) return; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.WaitForExit(); using var q = Process.Start(info)!; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "new Pump(p); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); } class Pump { public Pump(Process p) { Inner.Start(p); } } "
            + "interface IStart { void Start(Process p); } static class Inner { public static IStart S = null!; "
            + "public static void Start(Process p) => S.Start(p); } static void Rest() {")]
    public Task Safe_Sync(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var o = p.StandardOutput.ReadToEndAsync(token); var e = p.StandardError.ReadToEndAsync(token); await p.WaitForExitAsync(token); "
            + "Use(await o + await e);")]
    [InlineData("var exit = p.WaitForExitAsync(); Use(await p.StandardOutput.ReadToEndAsync()); await exit;")]
    [InlineData("await Task.WhenAll(p.WaitForExitAsync(), p.StandardOutput.ReadToEndAsync());")]
    [InlineData(
        "var exit = p.WaitForExitAsync(); if (await Task.WhenAny(exit, Task.Delay(10)) != exit) return; "
            + "Use(await p.StandardOutput.ReadToEndAsync());")]
    [InlineData("async Task Pump() { Use(await p.StandardOutput.ReadToEndAsync()); } var t = Pump(); await p.WaitForExitAsync(); await t;")]
    public Task Safe_Async(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData(
        "static void Run(Process p) { var t = Pump(p.StandardOutput); p.WaitForExit(); t.Wait(); Use(p.StandardOutput.ReadToEnd()); } "
            + "static async Task Pump(StreamReader r) => Use(await r.ReadToEndAsync());")]
    [InlineData(
        "static void Run(Process p) { Read(p); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); } "
            + "static void Read(Process p) { if (p.Id > 0) p.BeginOutputReadLine(); }")]
    [InlineData("static void Run(Process p, Action<Process> start) { start(p); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); }")]
    [InlineData("static void Run(Process p, List<Process> all) { all.Add(p); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); }")]
    [InlineData("public Process P = new(); static void Run(Tool a, Tool b) { a.P.WaitForExit(); Use(b.P.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "static void Run(Foreign p) { p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); } "
            + "class Foreign { public StreamReader StandardOutput = null!; public void WaitForExit() { } }")]
    public Task Safe_AcrossMembers(string members) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Fact]
    public Task Hazard_NamesTheReadsThatComeTooLate() => Reports<WaitBeforeReadAnalyzer>(
        ProcessSource.Sync("{|#0:p.WaitForExit()|}; Use({|#1:p.StandardOutput.ReadToEnd()|} + {|#2:p.StandardError.ReadToEnd()|});"),
        new DiagnosticResult(Rules.WaitsBeforeReading)
            .WithLocation(0)
            .WithLocation(1)
            .WithLocation(2)
            .WithMessage("'p.WaitForExit()' waits while StandardOutput and StandardError are not being read: if the pipe fills, both "
                + "processes hang. Start reading before waiting."));

    [Fact]
    public Task Hazard_TimedWait_TimesOut() => Reports<WaitBeforeReadAnalyzer>(
        ProcessSource.Sync("{|#0:p.WaitForExit(1000)|}; Use({|#1:p.StandardOutput.ReadToEnd()|});"),
        new DiagnosticResult(Rules.WaitsBeforeReading)
            .WithLocation(0)
            .WithLocation(1)
            .WithMessage("'p.WaitForExit(1000)' times out if the pipe fills, although the child only waits for StandardOutput to be read. "
                + "Start reading before waiting."));

    [Fact]
    public Task Hazard_SecondWaitIsNotReportedAgain() => Reports<WaitBeforeReadAnalyzer>(
        ProcessSource.Sync("if (!{|PSAFE701:p.WaitForExit(1000)|}) p.WaitForExit(); Use(p.StandardOutput.ReadToEnd());"));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<WaitBeforeReadAnalyzer>(
        test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;

        using Process p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        {|PSAFE701:p.WaitForExit()|};
        Console.WriteLine(p.StandardOutput.ReadToEnd());

        static class Tool
        {
            public static string Run(Process p)
            {
                {|PSAFE701:p.WaitForExit()|};
                return p.StandardOutput.ReadToEnd();
            }
        }
        """);
}
