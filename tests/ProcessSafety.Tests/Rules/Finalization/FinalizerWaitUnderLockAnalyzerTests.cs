using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class FinalizerWaitUnderLockAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_LockThatNoFinalizerTakes_IsStatedAlone() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        static class Cache
        {
            static readonly object s_gate = new();

            public static void Trim()
            {
                lock (s_gate)
                {
                    GC.Collect();
                    {|#0:GC.WaitForPendingFinalizers()|};
                }
            }
        }
        """,
        new DiagnosticResult(Rules.WaitsForFinalizersUnderLock).WithLocation(0)
            .WithArguments("Trim → GC.WaitForPendingFinalizers()", "s_gate", ""));

    [Fact]
    public Task Hazard_LockThatAFinalizerTakes_IsStatedWithIt() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;
        using System.Collections.Generic;

        class Node
        {
            public static readonly Queue<Node> Free = new();

            ~Node()
            {
                lock (Free) Free.Enqueue(this);
            }
        }

        static class Cache
        {
            public static void Trim()
            {
                lock (Node.Free)
                {
                    {|#0:GC.WaitForPendingFinalizers()|};
                }
            }
        }
        """,
        new DiagnosticResult(Rules.WaitsForFinalizersUnderLock).WithLocation(0)
            .WithArguments("Trim → GC.WaitForPendingFinalizers()", "Node.Free", ", which '~Node' takes"));

    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        static class Cache
        {
            static readonly object s_gate = new();

            public static void Trim()
            {
                lock (s_gate)
                {
                    {|#0:Memory.Compact()|};
                }
            }
        }

        static class Memory
        {
            public static void Compact()
            {
                GC.Collect();
                {|#1:Settle()|};
            }

            static void Settle() => {|#2:GC.WaitForPendingFinalizers()|};
        }
        """,
        new DiagnosticResult(Rules.WaitsForFinalizersUnderLock).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("Trim → Compact → Settle → GC.WaitForPendingFinalizers()", "s_gate", ""));

    [Theory]
    [InlineData("object", "lock (_x) { {|PSAFE206:GC.WaitForPendingFinalizers()|}; }")]
    [InlineData("object", "lock (_x) { _ = {|PSAFE206:GC.GetTotalMemory(true)|}; }")]
    [InlineData("object", "lock (_x) { _ = {|PSAFE206:GC.GetTotalMemory(forceFullCollection: true)|}; }")]
    [InlineData("object", "Monitor.Enter(_x); try { {|PSAFE206:GC.WaitForPendingFinalizers()|}; } finally { Monitor.Exit(_x); }")]
    [InlineData("object", "if (Monitor.TryEnter(_x)) { {|PSAFE206:GC.WaitForPendingFinalizers()|}; Monitor.Exit(_x); }")]
    [InlineData(
        "object",
        "if (!Monitor.TryEnter(_x)) return; try { {|PSAFE206:GC.WaitForPendingFinalizers()|}; } finally { Monitor.Exit(_x); }")]
    [InlineData("object", "lock (_x) { if (_full) {|PSAFE206:GC.WaitForPendingFinalizers()|}; }")]
    [InlineData("Lock", "lock (_x) { {|PSAFE206:GC.WaitForPendingFinalizers()|}; }")]
    [InlineData("Lock", "using (_x.EnterScope()) { {|PSAFE206:GC.WaitForPendingFinalizers()|}; }")]
    [InlineData("Lock", "using Lock.Scope scope = _x.EnterScope(); {|PSAFE206:GC.WaitForPendingFinalizers()|};")]
    [InlineData("Lock", "_x.Enter(); try { {|PSAFE206:GC.WaitForPendingFinalizers()|}; } finally { _x.Exit(); }")]
    [InlineData(
        "ReaderWriterLockSlim",
        "_x.EnterWriteLock(); try { {|PSAFE206:GC.WaitForPendingFinalizers()|}; } finally { _x.ExitWriteLock(); }")]
    [InlineData("ReaderWriterLockSlim", "_x.EnterReadLock(); {|PSAFE206:GC.WaitForPendingFinalizers()|}; _x.ExitReadLock();")]
    [InlineData("ReaderWriterLock", "_x.AcquireWriterLock(-1); {|PSAFE206:GC.WaitForPendingFinalizers()|}; _x.ReleaseWriterLock();")]
    [InlineData("Mutex", "_x.WaitOne(); try { {|PSAFE206:GC.WaitForPendingFinalizers()|}; } finally { _x.ReleaseMutex(); }")]
    [InlineData("Mutex", "if (_x.WaitOne(100)) { {|PSAFE206:GC.WaitForPendingFinalizers()|}; _x.ReleaseMutex(); }")]
    [InlineData("object", "lock (_x) { {|PSAFE206:Settle()|}; }")]
    [InlineData("object", "lock (_x) { {|PSAFE206:Settle(true)|}; }")]
    [InlineData("object", "lock (_x) { void Local() => {|PSAFE206:GC.WaitForPendingFinalizers()|}; Local(); }")]
    public Task Hazard_WaitWhileHeld(string type, string body) => Reports<FinalizerWaitUnderLockAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Cache
        {
            readonly {{type}} _x = new();
            bool _full = true;

            public void Trim()
            {
                {{body}}
            }

            static void Settle() => GC.WaitForPendingFinalizers();

            static void Settle(bool wait)
            {
                GC.Collect();
                if (wait)
                    GC.WaitForPendingFinalizers();
            }
        }
        """);

    [Theory]
    [InlineData("object", "lock (_x) GC.Collect();")]
    [InlineData("object", "lock (_x) { GC.Collect(); } GC.WaitForPendingFinalizers();")]
    [InlineData("object", "GC.WaitForPendingFinalizers(); lock (_x) { GC.Collect(); }")]
    [InlineData("object", "lock (_x) _ = GC.GetTotalMemory(false);")]
    [InlineData("object", "lock (_x) _ = GC.GetTotalMemory(forceFullCollection: false);")]
    [InlineData("object", "lock (_x) _ = GC.GetTotalMemory(_full);")]
    [InlineData("object", "lock (_x) GC.WaitForFullGCComplete();")]
    [InlineData("object", "Monitor.Enter(_x); Monitor.Exit(_x); GC.WaitForPendingFinalizers();")]
    [InlineData("object", "Monitor.Enter(_x); try { GC.Collect(); } finally { Monitor.Exit(_x); } GC.WaitForPendingFinalizers();")]
    [InlineData("object", "lock (_x) Task.Run(() => GC.WaitForPendingFinalizers());")]
    [InlineData("object", "lock (_x) ThreadPool.QueueUserWorkItem(_ => Settle());")]
    [InlineData("object", "lock (_x) _later = () => GC.WaitForPendingFinalizers();")]
    [InlineData("object", "lock (_x) Settle(false);")]
    [InlineData("object", "if (Monitor.TryEnter(_x)) { Monitor.Exit(_x); return; } GC.WaitForPendingFinalizers();")]
    [InlineData("object", "if (!Monitor.TryEnter(_x)) { GC.WaitForPendingFinalizers(); return; } Monitor.Exit(_x);")]
    [InlineData("object", "if (Monitor.TryEnter(_x)) Monitor.Exit(_x); else GC.WaitForPendingFinalizers();")]
    [InlineData("Lock", "using (_x.EnterScope()) { } GC.WaitForPendingFinalizers();")]
    [InlineData("Lock", "_x.Enter(); _x.Exit(); GC.WaitForPendingFinalizers();")]
    [InlineData("ReaderWriterLockSlim", "_x.EnterWriteLock(); _x.ExitWriteLock(); GC.WaitForPendingFinalizers();")]
    [InlineData("Mutex", "_x.WaitOne(); _x.ReleaseMutex(); GC.WaitForPendingFinalizers();")]
    [InlineData("Semaphore", "_x.WaitOne(); GC.WaitForPendingFinalizers(); _x.Release();")]
    [InlineData("SemaphoreSlim", "_x.Wait(); GC.WaitForPendingFinalizers(); _x.Release();")]
    [InlineData("AutoResetEvent", "_x.WaitOne(); GC.WaitForPendingFinalizers(); _x.Set();")]
    public Task Safe_NoWaitOrNoLockHeld(string type, string body) => Silent<FinalizerWaitUnderLockAnalyzer>(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Cache
        {
            readonly {{type}} _x;
            bool _full = true;
            Action _later;

            public Cache({{type}} x) => _x = x;

            public void Trim()
            {
                {{body}}
            }

            static void Settle() => GC.WaitForPendingFinalizers();

            static void Settle(bool wait)
            {
                if (wait)
                    GC.WaitForPendingFinalizers();
            }
        }
        """);

    [Fact]
    public Task Hazard_FinalizerReachesTheLockThroughAnotherMethod() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        class Node
        {
            ~Node() => Pool.Return(this);
        }

        static class Pool
        {
            static readonly object s_gate = new();
            static int s_count;

            public static void Return(Node node)
            {
                lock (s_gate) s_count--;
            }

            public static void Trim()
            {
                lock (s_gate)
                {
                    {|#0:GC.WaitForPendingFinalizers()|};
                }
            }
        }
        """,
        new DiagnosticResult(Rules.WaitsForFinalizersUnderLock).WithLocation(0)
            .WithArguments("Trim → GC.WaitForPendingFinalizers()", "s_gate", ", which '~Node' takes"));
}
