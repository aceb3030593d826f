using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE722, PSAFE723.</summary>
public sealed class OutputReadAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); p.WaitForExit(5000);")]
    [InlineData("Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); p.WaitForExit(TimeSpan.FromSeconds(0.06));")]
    [InlineData("string s = {|PSAFE722:p.StandardError.ReadToEnd()|}; if (!p.WaitForExit(TimeSpan.FromSeconds(5))) p.Kill(); Use(s);")]
    [InlineData("while ({|PSAFE722:p.StandardOutput.ReadLine()|} is { } line) Use(line); if (!p.WaitForExit(5000)) p.Kill();")]
    [InlineData("while (!p.StandardOutput.EndOfStream) Use({|PSAFE722:p.StandardOutput.ReadLine()|}); p.WaitForExit(5000);")]
    [InlineData(
        "Task<string> errors = p.StandardError.ReadToEndAsync(); string s = {|PSAFE722:p.StandardOutput.ReadToEnd()|}; "
            + "if (!p.WaitForExit(5000)) { p.Kill(); throw new TimeoutException(); } Use(s + errors.Result);")]
    [InlineData("p.BeginErrorReadLine(); Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); bool ended = p.WaitForExit(5000); Use(ended);")]
    [InlineData("Use({|PSAFE722:p.StandardOutput.ReadToEndAsync()|}.Result); p.WaitForExit(5000);")]
    [InlineData("var q = Process.Start(info)!; Use({|PSAFE722:q.StandardOutput.ReadToEnd()|}); q.WaitForExit(info.Verbs.Length);")]
    [InlineData(
        "var watch = Stopwatch.StartNew(); Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); if "
            + "(watch.ElapsedMilliseconds > 5000) p.Kill();")]
    [InlineData("Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); End(p); } static void End(Process q) { q.WaitForExit(5000);")]
    [InlineData("void Read() { Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); } Read(); p.WaitForExit(5000);")]
    public Task Hazard_LimitsTooLate(string statements) =>
        Reports<OutputReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("Use(await {|PSAFE722:p.StandardOutput.ReadToEndAsync()|}); p.WaitForExit(5000);")]
    [InlineData("while (await {|PSAFE722:p.StandardOutput.ReadLineAsync()|} is { } line) Use(line); p.WaitForExit(5000);")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); Use({|PSAFE722:await read|}); p.WaitForExit(5000);")]
    public Task Hazard_LimitsTooLate_Awaited(string statements) => Reports<OutputReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); if (!p.WaitForExit(5000)) p.Kill(true); Use(read.Result);")]
    [InlineData("var read = Task.Run(() => p.StandardOutput.ReadToEnd()); if (!p.WaitForExit(5000)) p.Kill(true); Use(read.Result);")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(50);")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(TimeSpan.FromSeconds(0.05));")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(0);")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(-1);")]
    [InlineData("Use(p.StandardOutput.ReadLine()); p.WaitForExit(5000);")]
    [InlineData("while (p.StandardOutput.ReadLine() is { } line) { if (line == \"ready\") break; } p.WaitForExit(5000);")]
    [InlineData("using var timer = new Timer(_ => p.Kill()); Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(5000);")]
    [InlineData(
        "Watch(p); Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(5000); } static void Watch(Process q) { new Timer(_ "
            + "=> q.Kill());")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); read.Wait(5000); p.WaitForExit(5000);")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.Kill();")]
    [InlineData("if (p.WaitForExit(5000)) Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("if (info.CreateNoWindow) Use(p.StandardOutput.ReadToEnd()); else p.WaitForExit(5000);")]
    [InlineData("p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(5000);")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); Process q = Process.Start(info)!; q.WaitForExit(5000);")]
    [InlineData(
        "var q = Process.Start(new ProcessStartInfo(\"uname\") { RedirectStandardOutput = true })!; "
            + "Use(q.StandardOutput.ReadToEnd()); "
        + "q.WaitForExit(5000);")]
    public Task Safe_LimitsInTime(string statements) => Silent<OutputReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("Use(await p.StandardOutput.ReadToEndAsync(token)); p.WaitForExit(5000);")]
    [InlineData("Use(await p.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(5))); p.WaitForExit(5000);")]
    [InlineData("using var stop = token.Register(p.Kill); Use(await p.StandardOutput.ReadToEndAsync()); p.WaitForExit(5000);")]
    public Task Safe_LimitsInTime_Awaited(string statements) => Silent<OutputReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData("p.BeginOutputReadLine(); Use({|PSAFE723:p.StandardOutput.ReadToEnd()|});")]
    [InlineData("Use(p.StandardOutput.ReadLine()); {|PSAFE723:p.BeginOutputReadLine()|};")]
    [InlineData("p.BeginErrorReadLine(); p.WaitForExit(); Use({|PSAFE723:p.StandardError.ReadToEnd()|});")]
    [InlineData("p.BeginOutputReadLine(); p.CancelOutputRead(); Use({|PSAFE723:p.StandardOutput.ReadToEnd()|});")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); {|PSAFE723:p.BeginOutputReadLine()|}; Use(read);")]
    [InlineData("p.BeginOutputReadLine(); if (info.CreateNoWindow) {|PSAFE723:p.StandardOutput.Close()|};")]
    [InlineData(
        "var q = new Process(); q.Start(); q.BeginOutputReadLine(); q.WaitForExit(); q.Start(); "
            + "Use({|PSAFE723:q.StandardOutput.ReadToEnd()|});")]
    [InlineData("Begin(p); Use({|PSAFE723:p.StandardOutput.ReadToEnd()|}); } static void Begin(Process q) { q.BeginOutputReadLine();")]
    [InlineData("var reader = p.StandardOutput; Use(reader.ReadLine()); {|PSAFE723:p.BeginOutputReadLine()|};")]
    [InlineData(
        "s_p.BeginOutputReadLine(); Use({|PSAFE723:s_p.StandardOutput.ReadToEnd()|}); } static readonly Process s_p = "
            + "new(); static void Other() {")]
    public Task Hazard_MixesReads(string statements) => Reports<OutputReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("p.BeginErrorReadLine(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("if (info.CreateNoWindow) p.BeginOutputReadLine(); else Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("if (info.CreateNoWindow) { p.BeginOutputReadLine(); return; } Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.BeginOutputReadLine(); Process q = Process.Start(info)!; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData("p.BeginOutputReadLine(); p = Process.Start(info)!; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.BeginOutputReadLine(); p.CancelOutputRead(); p.BeginOutputReadLine();")]
    [InlineData("Use(p.StandardOutput.ReadLine()); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "for (int i = 0; i < 2; i++) { using var q = Process.Start(info)!; if (i == 0) q.BeginOutputReadLine(); else "
            + "Use(q.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "for (int i = 0; i < 2; i++) { using var q = new Process { StartInfo = info }; q.Start(); if (i == 0) q.BeginOutputReadLine(); "
            + "else Use(q.StandardOutput.ReadToEnd()); }")]
    public Task Safe_ReadsOneWay(string statements) => Silent<OutputReadAnalyzer>(ProcessSource.Sync(statements));

    [Fact]
    public Task Hazard_Messages() => Reports<OutputReadAnalyzer>(
        """
        using System.Diagnostics;

        public sealed class Runner
        {
            public string Run(Process tool)
            {
                {|#1:tool.BeginErrorReadLine()|};
                string text = {|#2:tool.StandardOutput.ReadToEnd()|};
                {|#3:tool.WaitForExit(1000)|};
                return text + {|#0:tool.StandardError.ReadToEnd()|};
            }

            public string Errors(Process tool) => tool.StandardError.ReadToEnd();
        }
        """,
        new DiagnosticResult("PSAFE723", DiagnosticSeverity.Warning)
            .WithLocation(0)
            .WithLocation(1)
            .WithMessage("'tool.StandardError.ReadToEnd()' throws because 'tool.BeginErrorReadLine()' reads StandardError the other way, "
                + "and a stream keeps to the first. Use its reader or its events, not both."),
        new DiagnosticResult("PSAFE722", DiagnosticSeverity.Warning)
            .WithLocation(2)
            .WithLocation(3)
            .WithMessage("'tool.StandardOutput.ReadToEnd()' reads to the end without a timeout, so 'tool.WaitForExit(1000)' limits "
                + "nothing. Start the read as a task, wait, then take its result."));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<OutputReadAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;

        using var tool = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        Console.WriteLine({|PSAFE722:tool.StandardOutput.ReadToEnd()|});
        return tool.WaitForExit(1000) ? 0 : 1;
        """);
}
