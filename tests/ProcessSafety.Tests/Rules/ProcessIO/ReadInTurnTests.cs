using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE702.</summary>
public sealed class ReadInTurnTests : RuleTest
{
    [Theory]
    [InlineData("Use({|PSAFE702:p.StandardOutput.ReadToEnd()|}); Use(p.StandardError.ReadToEnd()); p.WaitForExit();")]
    [InlineData("Use({|PSAFE702:p.StandardError.ReadToEnd()|}); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("Use({|PSAFE702:p.StandardOutput.ReadToEnd()|} + p.StandardError.ReadToEnd());")]
    [InlineData(
        "using var q = Process.Start(info)!; while ({|PSAFE702:q.StandardOutput.ReadLine()|} is { } line) Use(line); "
            + "Use(q.StandardError.ReadToEnd());")]
    [InlineData("while (!{|PSAFE702:p.StandardOutput.EndOfStream|}) Use(p.StandardOutput.Read()); Use(p.StandardError.ReadToEnd());")]
    [InlineData("{|PSAFE702:p.StandardOutput.BaseStream.CopyTo(Stream.Null)|}; Use(p.StandardError.ReadToEnd());")]
    [InlineData("Use({|PSAFE702:p.StandardOutput.ReadToEndAsync()|}.Result); Use(p.StandardError.ReadToEndAsync().Result);")]
    [InlineData("StreamReader o = p.StandardOutput, e = p.StandardError; Use({|PSAFE702:o.ReadToEnd()|}); Use(e.ReadToEnd());")]
    [InlineData("Use({|PSAFE702:p.StandardOutput.ReadToEnd()|}); if (p.Id > 0) Use(p.StandardError.ReadToEnd()); p.WaitForExit();")]
    public Task Hazard_Sync(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var o = await {|PSAFE702:p.StandardOutput.ReadToEndAsync()|}; var e = await p.StandardError.ReadToEndAsync(); "
            + "await p.WaitForExitAsync(); Use(o + e);")]
    [InlineData(
        "Use(await {|PSAFE702:p.StandardOutput.ReadToEndAsync(token)|}.ConfigureAwait(false)); "
            + "Use(await p.StandardError.ReadToEndAsync(token).ConfigureAwait(false));")]
    [InlineData(
        "while (await {|PSAFE702:p.StandardOutput.ReadLineAsync()|} is { } line) Use(line); Use(await p.StandardError.ReadToEndAsync());")]
    public Task Hazard_Async(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData(
        "static void Run(Process p) { Use({|PSAFE702:Drain(p.StandardOutput)|}); Use(Drain(p.StandardError)); } "
            + "static string Drain(StreamReader r) => r.ReadToEnd();")]
    [InlineData(
        "private readonly Process _p = new(); void Run() { _p.Start(); Use({|PSAFE702:_p.StandardOutput.ReadToEnd()|}); "
            + "Use(_p.StandardError.ReadToEnd()); }")]
    public Task Hazard_AcrossMembers(string members) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Theory]
    [InlineData("Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.ErrorDataReceived += (_, e) => Use(e.Data); p.BeginErrorReadLine(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("var e = p.StandardError.ReadToEndAsync(); Use(p.StandardOutput.ReadToEnd()); Use(e.Result);")]
    [InlineData("var e = Task.Run(() => p.StandardError.ReadToEnd()); Use(p.StandardOutput.ReadToEnd()); Use(e.Result);")]
    [InlineData("if (info.CreateNoWindow) Use(p.StandardOutput.ReadToEnd()); else Use(p.StandardError.ReadToEnd());")]
    [InlineData("var r = info.CreateNoWindow ? p.StandardOutput : p.StandardError; Use(r.ReadToEnd());")]
    [InlineData(
        "while (true) { var o = p.StandardOutput.ReadLine(); var e = p.StandardError.ReadLine(); if (o is null && e is null) break; }")]
    [InlineData("while (p.StandardOutput.ReadLine() is { } line) { if (line == \"ready\") break; } Use(p.StandardError.ReadLine());")]
    [InlineData("Use(p.StandardOutput.ReadLine()); Use(p.StandardError.ReadToEnd());")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); using var q = Process.Start(info)!; Use(q.StandardError.ReadToEnd());")]
    [InlineData("p.Kill(); Use(p.StandardOutput.ReadToEnd()); Use(p.StandardError.ReadToEnd());")]
    public Task Safe_Sync(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var o = p.StandardOutput.ReadToEndAsync(); var e = p.StandardError.ReadToEndAsync(); Use(await o + await e); "
            + "await p.WaitForExitAsync();")]
    [InlineData("await Task.WhenAll(p.StandardOutput.ReadToEndAsync(), p.StandardError.ReadToEndAsync());")]
    public Task Safe_Async(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements));

    /// <summary>A loop that asks for the exit reads nothing at once.</summary>
    [Theory]
    [InlineData("while (!p.HasExited) { Use({|PSAFE702:p.StandardOutput.ReadToEnd()|}); Use(p.StandardError.ReadToEnd()); }")]
    [InlineData("do { Use({|PSAFE702:p.StandardOutput.ReadToEnd()|}); Use(p.StandardError.ReadToEnd()); } while (!p.HasExited);")]
    [InlineData(
        "while (!p.HasExited) { Use({|PSAFE702:p.StandardError.ReadToEnd()|}); while (p.StandardOutput.ReadLine() is { } l) Use(l); }")]
    public Task Hazard_InALoop(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("while (!p.HasExited) { Use(p.StandardOutput.ReadLine()); Use(p.StandardError.ReadLine()); }")]
    [InlineData("p.BeginErrorReadLine(); while (!p.HasExited) { Use(p.StandardOutput.ReadToEnd()); Use(p.ExitCode); }")]
    [InlineData(
        "foreach (var f in new[] { \"a\", \"b\" }) { using var q = Process.Start(f, \"x\"); var e = q.StandardError.ReadToEndAsync(); "
            + "Use(q.StandardOutput.ReadToEnd()); Use(e.Result); }")]
    public Task Safe_InALoop(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    /// <summary>The popular repair of PSAFE701 leaves the two reads in turn.</summary>
    [Fact]
    public Task Hazard_ReadBothThenWait() => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Async(
        """
        using var q = Process.Start(info)!;
                string output = await {|PSAFE702:q.StandardOutput.ReadToEndAsync(token)|};
                string error = await q.StandardError.ReadToEndAsync(token);
                await q.WaitForExitAsync(token);
                Use(output + error);
        """));

    [Fact]
    public Task Hazard_WaitBetweenTheReads() => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        "Use(p.StandardOutput.ReadToEnd()); {|PSAFE701:p.WaitForExit()|}; if (p.ExitCode != 0) Use(p.StandardError.ReadToEnd());"));

    /// <summary>Where one wait concerns both streams, PSAFE701 speaks alone.</summary>
    [Fact]
    public Task Hazard_WaitComesFirst() => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        "{|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd()); Use(p.StandardError.ReadToEnd());"));
}
