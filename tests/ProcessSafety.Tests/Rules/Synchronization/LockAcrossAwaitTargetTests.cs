using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE304: calls that say only in other code, or in another type, which body takes or releases the lock.</summary>
public sealed class LockAcrossAwaitTargetTests : RuleTest
{
    [Theory]
    [InlineData("interface IGate { void Take(); } sealed class Gate : IGate { public void Take() => Store.s_gate.WaitOne(); }")]
    [InlineData("abstract class IGate { public abstract void Take(); } class Gate : IGate { public override void Take() => "
        + "Store.s_gate.WaitOne(); }")]
    public Task Hazard_OnlyImplementationTakes(string types) => Reports<LockAcrossAwaitAnalyzer>(
        Source("{|PSAFE304:gate.Take()|}; await Task.Delay(1); s_gate.ReleaseMutex();", types));

    [Theory]
    [InlineData("Action release = () => s_gate.ReleaseMutex();")]
    [InlineData("void Give() => s_gate.ReleaseMutex(); Action release = Give;")]
    public Task Hazard_DelegateReleases(string release) => Reports<LockAcrossAwaitAnalyzer>(
        Source(release + " {|PSAFE304:s_gate.WaitOne()|}; await Task.Delay(1); release();", Gate));

    [Theory]
    [InlineData("class Scope : Held { public Scope() : base() => Store.s_gate.WaitOne(); } "
        + "class Held : IDisposable { public void Dispose() => Store.s_gate.ReleaseMutex(); }")]
    [InlineData("class Scope : IDisposable { public Scope() => Store.s_gate.WaitOne(); "
        + "void IDisposable.Dispose() => Store.s_gate.ReleaseMutex(); }")]
    public Task Hazard_DisposeOfABaseOrInterface(string scope) => Reports<LockAcrossAwaitAnalyzer>(
        Source("using ({|PSAFE304:new Scope()|}) { await Task.Delay(1); }", Gate + scope));

    /// <summary>Of the calls of a scope in a variable, only its disposal releases.</summary>
    [Fact]
    public Task Hazard_CallOfTheScopeBeforeItsDisposal() => Reports<LockAcrossAwaitAnalyzer>(Source(
        "var scope = {|PSAFE304:new Scope()|}; scope.Check(); await Task.Delay(1); scope.Dispose();",
        Gate + "class Scope : IDisposable { public Scope() => Store.s_gate.WaitOne(); public void Check() { } "
            + "public void Dispose() => Store.s_gate.ReleaseMutex(); }"));

    [Theory]
    [InlineData("sealed class Other : IGate { public void Take() { } }")]
    [InlineData("sealed class Other : IGate { public void Take() => Store.s_other.WaitOne(); }")]
    public Task Safe_OneOfSeveralImplementationsTakes(string other) => Silent<LockAcrossAwaitAnalyzer>(
        Source("gate.Take(); await Task.Delay(1); s_gate.ReleaseMutex();", Gate + other));

    [Theory]
    [InlineData("Action release = s_open;")]
    [InlineData("Action release = () => s_other.ReleaseMutex();")]
    [InlineData("Action release = flag ? () => s_gate.ReleaseMutex() : () => { };")]
    public Task Safe_DelegateMayDoOtherwise(string release) => Silent<LockAcrossAwaitAnalyzer>(
        Source($"{release} s_gate.WaitOne(); await Task.Delay(1); release();", Gate));

    private const string Gate =
        "interface IGate { void Take(); } sealed class Gate : IGate { public void Take() => Store.s_gate.WaitOne(); } ";

    private static string Source(string statements, string types) =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        public class Store
        {
            public static readonly Mutex s_gate = new();
            public static readonly Mutex s_other = new();
            public static Action s_open = () => s_gate.ReleaseMutex();
            async Task SaveAsync(IGate gate, bool flag)
            {
                {{statements}}
            }
        }
        {{types}}
        """;
}
