using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>Waits of a finalizer that depend on how an object was made, and how they are stated.</summary>
public sealed class FinalizerWaitsByOriginTests : RuleTest
{
    [Theory]
    [InlineData("static readonly BlockingCollection<int> s_q = new(4); ~Node() => {|PSAFE203:s_q.Add(1)|};")]
    [InlineData("static readonly BlockingCollection<int> s_q = new(new ConcurrentBag<int>(), 4); ~Node() => {|PSAFE203:s_q.Add(1)|};")]
    [InlineData("readonly BlockingCollection<int> _q; Node(int size) => _q = new(size); ~Node() => {|PSAFE203:_q.Add(1)|};")]
    [InlineData(
        "readonly BlockingCollection<int> _q; Node(BlockingCollection<int> q) => _q = q; ~Node() => {|PSAFE203:_q.Add(1)|}; "
            + "static Node Make() => new(new BlockingCollection<int>(4));")]
    [InlineData(
        "readonly BlockingCollection<int> _q; Node(BlockingCollection<int> q, params int[] ids) => _q = q; "
            + "~Node() => {|PSAFE203:_q.Add(1)|}; static Node Make() => new(new BlockingCollection<int>(4), 1, 2);")]
    [InlineData(
        "BlockingCollection<int> _q; void Attach(BlockingCollection<int> q) => _q = q; ~Node() => {|PSAFE203:_q.Add(1)|}; "
            + "static void Start(Node n) => n.Attach(new BlockingCollection<int>(4));")]
    [InlineData("static readonly BlockingCollection<int> s_q = new(); ~Node() => {|PSAFE203:s_q.Take()|};")]
    [InlineData(
        "readonly SynchronizationContext _home = SynchronizationContext.Current; ~Node() => {|PSAFE203:_home?.Send(_ => { }, null)|};")]
    public Task Hazard_Wait(string members) => Reports<BlockingFinalizerAnalyzer>(Source(members));

    [Theory]
    [InlineData("static readonly BlockingCollection<int> s_q = new(); ~Node() => s_q.Add(1);")]
    [InlineData("static readonly BlockingCollection<int> s_q = new(new ConcurrentBag<int>()); ~Node() => s_q.Add(1);")]
    [InlineData("readonly BlockingCollection<int> _q; public Node(BlockingCollection<int> q) => _q = q; ~Node() => _q.Add(1);")]
    [InlineData("static readonly BlockingCollection<int> s_q = new(4); ~Node() => s_q.TryAdd(1);")]
    [InlineData("readonly SynchronizationContext _home = SynchronizationContext.Current; ~Node() => _home?.Post(_ => { }, null);")]
    public Task Safe_NoWait(string members) => Silent<BlockingFinalizerAnalyzer>(Source(members));

    [Fact]
    public Task Hazard_Sleep_IsNotStatedAsEndless() => Reports<BlockingFinalizerAnalyzer>(
        Source("~Node() { {|#0:Thread.Sleep(5000)|}; {|#1:Thread.Sleep(-1)|}; }"),
        new DiagnosticResult(Rules.FinalizerBlocks)
            .WithLocation(0)
            .WithArguments("~Node → Thread.Sleep()", "blocks the finalizer thread for a second or longer"),
        new DiagnosticResult(Rules.FinalizerBlocks).WithLocation(1).WithArguments("~Node → Thread.Sleep()", "waits indefinitely"));

    /// <summary>One place that leads to several waits is reported once.</summary>
    [Fact]
    public Task Hazard_SeveralWaitsBehindOneCall() => Reports<BlockingFinalizerAnalyzer>(
        Source("readonly ManualResetEvent _e = new(false); ~Node() { {|PSAFE203:Stop()|}; } void Stop() { _e.WaitOne(); _e.WaitOne(); "
            + "Thread.Sleep(2000); }"));

    private static string Source(string members) =>
        $$"""
        using System.Collections.Concurrent;
        using System.Threading;

        class Node
        {
            {{members}}
        }
        """;
}
