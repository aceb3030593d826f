using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>Waits for finalizers that the code under a lock comes to by delegates, or by many calls.</summary>
public sealed class FinalizerWaitThroughDelegatesTests : RuleTest
{
    [Theory]
    [InlineData("lock (s_gate) {|PSAFE206:s_settle()|};")]
    [InlineData("lock (s_gate) {|PSAFE206:_settle()|};")]
    [InlineData("lock (s_gate) {|PSAFE206:_last()|};")]
    [InlineData("Settled += () => GC.WaitForPendingFinalizers(); lock (s_gate) {|PSAFE206:Settled()|};")]
    [InlineData(
        "Action settle = _count > 0 ? () => GC.WaitForPendingFinalizers() : () => { }; lock (s_gate) {|PSAFE206:settle()|};")]
    [InlineData("lock (s_gate) {|PSAFE206:First()|};")]
    public Task Hazard_UnderTheLock(string statements) => Reports<FinalizerWaitUnderLockAnalyzer>(Source(statements));

    [Theory]
    [InlineData("lock (s_gate) _count++; s_settle();")]
    [InlineData("lock (s_gate) s_count();")]
    [InlineData("lock (s_gate) { Action later = s_settle; _last = later; }")]
    [InlineData("lock (s_gate) System.Threading.Tasks.Task.Run(s_settle);")]
    [InlineData("Settled += () => GC.WaitForPendingFinalizers(); lock (s_gate) Counted();")]
    public Task Safe_OutsideOfTheLockOrAnotherDelegate(string statements) => Silent<FinalizerWaitUnderLockAnalyzer>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;

        class Cache
        {
            static readonly object s_gate = new();
            static readonly Action s_settle = () => GC.WaitForPendingFinalizers();
            static readonly Action s_count = () => GC.KeepAlive(null);
            readonly Action _settle;
            Action _last = null;
            int _count;

            Cache()
            {
                _settle = () => Fourth();
                _last = delegate { GC.WaitForPendingFinalizers(); };
            }

            event Action Settled;
            event Action Counted = () => { };

            void Trim()
            {
                {{statements}}
            }

            static void First() => Second();
            static void Second() => Third();
            static void Third() => Fourth();
            static void Fourth() => GC.WaitForPendingFinalizers();
        }
        """;
}
