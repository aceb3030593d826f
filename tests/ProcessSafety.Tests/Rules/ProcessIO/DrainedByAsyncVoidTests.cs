using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE701 and PSAFE702 where an async method that returns nothing reads: its caller goes on at its first await.</summary>
public sealed class DrainedByAsyncVoidTests : RuleTest
{
    private const string Loop = "while (await r.ReadLineAsync() is { } line) Use(line);";

    [Theory]
    [InlineData(
        "void Run(Process p) { Log(p.StandardError); Log(p.StandardOutput); } static async void Log(TextReader r) { " + Loop + " }")]
    [InlineData("void Run(Process p) { async void Log(TextReader r) { " + Loop + " } Log(p.StandardError); Log(p.StandardOutput); }")]
    [InlineData(
        "void Run(Process p) { Action<TextReader> log = async r => { " + Loop + " }; log(p.StandardError); log(p.StandardOutput); }")]
    [InlineData(
        "void Run(Process p) { Log(p); Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(); } "
            + "static async void Log(Process p) { Use(await p.StandardError.ReadToEndAsync()); }")]
    public Task Safe_ReadBesideEachOther(string members) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Theory]
    [InlineData(
        "async Task Run(Process p) { await {|PSAFE702:Log(p.StandardError)|}; await Log(p.StandardOutput); } "
            + "static async Task Log(TextReader r) { " + Loop + " }")]
    [InlineData(
        "static async void Run(Process p) { Use(await {|PSAFE702:p.StandardError.ReadToEndAsync()|}); "
            + "Use(await p.StandardOutput.ReadToEndAsync()); }")]
    public Task Hazard_ReadInTurn(string members) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Fact]
    public Task Hazard_WaitWhileOneStreamIsRead() => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(
        "void Run(Process p) { Log(p.StandardError); {|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd()); } "
            + "static async void Log(TextReader r) { " + Loop + " }"));
}
