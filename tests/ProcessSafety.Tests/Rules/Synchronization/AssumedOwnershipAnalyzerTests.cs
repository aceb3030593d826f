using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE307: ownership that the constructor of a named mutex may not give.</summary>
public sealed class AssumedOwnershipAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_Variable() => Reports<AssumedOwnershipAnalyzer>(
        """
        using System.Threading;
        class Ledger
        {
            void Append()
            {
                using var mutex = {|#0:new Mutex(true, @"Global\ledger")|};
                Write();
                {|#1:mutex.ReleaseMutex()|};
            }
            void Write() { }
        }
        """,
        new DiagnosticResult(Rules.OwnershipIsAssumed)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments(
                "new Mutex(true, @\"Global\\ledger\")",
                "otherwise the code runs without it, and 'mutex.ReleaseMutex()' throws"));

    [Theory]
    [InlineData("using (var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}) { try { Write(); } finally { mutex.ReleaseMutex(); } }")]
    [InlineData("Mutex mutex = {|PSAFE307:new(initiallyOwned: true, name: \"ledger\")|}; Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = {|PSAFE307:new Mutex(true, \"ledger\", out _)|}; Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = {|PSAFE307:new Mutex(true, \"ledger\", out bool isNew)|}; Write(); mutex?.ReleaseMutex();")]
    [InlineData(
        "const bool Owned = true; var mutex = {|PSAFE307:new Mutex(Owned, \"ledger\" + System.Environment.UserName)|}; Write(); "
            + "mutex.ReleaseMutex();")]
    [InlineData("Mutex mutex; mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; mutex.WaitOne(); Write(); mutex.ReleaseMutex();")]
    [InlineData(
        "var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|} switch { { } it => it }; mutex.WaitOne(); Write(); mutex.ReleaseMutex();")]
    [InlineData(
        "using var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; mutex.WaitOne(); try { Write(); } finally { mutex.ReleaseMutex(); }")]
    [InlineData("var first = {|PSAFE307:new Mutex(true, \"ledger\")|}; if (first is not { } mutex) return; Write(); mutex.ReleaseMutex();")]
    [InlineData("(Mutex mutex, int count) = ({|PSAFE307:new Mutex(true, \"ledger\")|}, 0); Write(); mutex.ReleaseMutex();")]
    [InlineData("Mutex[] all = { {|PSAFE307:new Mutex(true, \"ledger\")|} }; Mutex mutex = all[0]; Write(); mutex.ReleaseMutex();")]
    [InlineData("Mutex Make() => {|PSAFE307:new Mutex(true, \"ledger\")|}; Mutex mutex = Make(); Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; Write(); Give(); void Give() => mutex.ReleaseMutex();")]
    [InlineData(
        "var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; Write(); Give(mutex); static void Give(Mutex m) => m.ReleaseMutex();")]
    [InlineData(
        "var mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; Take(mutex); mutex.ReleaseMutex(); "
            + "static void Take(Mutex m) => m.WaitOne();")]
    public Task Hazard_Forms(string statements) => Reports<AssumedOwnershipAnalyzer>(Method(statements));

    /// <summary>What runs elsewhere, or does nothing with the mutex yet, leaves open who releases it.</summary>
    [Theory]
    [InlineData(
        "var mutex = new Mutex(true, \"ledger\"); System.Action give = () => mutex.ReleaseMutex(); Keep(give); void Keep(object o) { }")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); Later(mutex); mutex.ReleaseMutex(); static void Later(Mutex m) { }")]
    public Task Safe_HandedOn(string statements) => Silent<AssumedOwnershipAnalyzer>(Method(statements));

    [Theory]
    [InlineData(
        "private static readonly Mutex s_mutex = {|PSAFE307:new(true, \"ledger\")|}; void M() { try { } finally { s_mutex.ReleaseMutex(); "
            + "} }")]
    [InlineData(
        "private Mutex _mutex; Ledger() { _mutex = {|PSAFE307:new Mutex(true, \"ledger\")|}; } void Close() { this._mutex.ReleaseMutex(); "
            + "_mutex.Dispose(); }")]
    public Task Hazard_Field(string members) =>
        Reports<AssumedOwnershipAnalyzer>($"using System.Threading;\nclass Ledger\n{{\n    {members}\n}}");

    [Theory]
    [InlineData("var mutex = new Mutex(true); Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, null); Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(false, \"ledger\"); Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); mutex.WaitOne(); Write(); mutex.ReleaseMutex(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\", out bool isNew); if (!isNew) mutex.WaitOne(); Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); if (!mutex.WaitOne(0)) return; Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); _ = Ask() && mutex.WaitOne(0); Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); if (Ask()) { mutex.WaitOne(); } Write(); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); mutex.WaitOne(); while (Ask()) { mutex.ReleaseMutex(); }")]
    [InlineData("var mutex = new Mutex(true, \"ledger\", out bool isNew); if (!isNew) return; Write(); mutex.ReleaseMutex();")]
    [InlineData("using var mutex = new Mutex(true, \"ledger\"); Write();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); Hand(mutex); mutex.ReleaseMutex();")]
    [InlineData("var mutex = new Mutex(true, \"ledger\"); System.Action release = () => mutex.ReleaseMutex();")]
    public Task Safe_Forms(string statements) => Silent<AssumedOwnershipAnalyzer>(Method(statements));

    [Theory]
    [InlineData("private static readonly Mutex s_mutex = new(true, \"ledger\"); void M() { s_mutex.WaitOne(); s_mutex.ReleaseMutex(); }")]
    [InlineData(
        "private static readonly Mutex s_mutex = new(true, \"ledger\"); void M() { Hand(s_mutex); s_mutex.ReleaseMutex(); } "
            + "void Hand(Mutex mutex) { }")]
    [InlineData("private static readonly Mutex s_mutex = new(true, \"ledger\"); static void Close() => s_mutex.Dispose();")]
    [InlineData("internal static readonly Mutex Gate = new(true, \"ledger\"); static void Close() => Gate.ReleaseMutex();")]
    public Task Safe_Field(string members) =>
        Silent<AssumedOwnershipAnalyzer>($"using System.Threading;\nclass Ledger\n{{\n    {members}\n}}");

    private static string Method(string statements) =>
        $$"""
        #nullable disable
        using System.Threading;
        #pragma warning disable CS0219
        class Ledger
        {
            void Append()
            {
                {{statements}}
            }
            void Write() { }
            void Hand(Mutex mutex) { }
            bool Ask() => true;
        }
        """;
}
