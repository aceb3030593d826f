using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>The near misses of PSAFE202: attempts that end by themselves, and locks that nobody else can hold.</summary>
public sealed class FinalizerTriesALockTests : RuleTest
{
    [Theory]
    [InlineData("object", "Monitor.TryEnter(s_lock)", "Monitor.Exit(s_lock)")]
    [InlineData("object", "Monitor.TryEnter(s_lock, 100)", "Monitor.Exit(s_lock)")]
    [InlineData("object", "Monitor.TryEnter(s_lock, TimeSpan.FromSeconds(1))", "Monitor.Exit(s_lock)")]
    [InlineData("Lock", "s_lock.TryEnter()", "s_lock.Exit()")]
    [InlineData("Lock", "s_lock.TryEnter(100)", "s_lock.Exit()")]
    [InlineData("ReaderWriterLockSlim", "s_lock.TryEnterReadLock(0)", "s_lock.ExitReadLock()")]
    [InlineData("ReaderWriterLockSlim", "s_lock.TryEnterWriteLock(TimeSpan.FromSeconds(1))", "s_lock.ExitWriteLock()")]
    [InlineData("ReaderWriterLockSlim", "s_lock.TryEnterUpgradeableReadLock(100)", "s_lock.ExitUpgradeableReadLock()")]
    public Task Safe_TriedLock(string type, string attempt, string exit) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Node
        {
            static readonly {{type}} s_lock = new();
            static int s_count;

            ~Node()
            {
                if ({{attempt}})
                {
                    s_count--;
                    {{exit}};
                }
            }
        }
        """);

    [Fact]
    public Task Safe_TriedSpinLock() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static SpinLock s_lock = new(false);

            ~Node()
            {
                bool taken = false;
                s_lock.TryEnter(10, ref taken);
                if (taken)
                    s_lock.Exit();
            }
        }
        """);

    [Fact]
    public Task Safe_TriedMonitorWithTakenFlag() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                bool taken = false;
                Monitor.TryEnter(s_gate, 50, ref taken);
                if (taken)
                    Monitor.Exit(s_gate);
            }
        }
        """);

    [Fact]
    public Task Safe_ReaderWriterLockWithABound() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static readonly ReaderWriterLock s_lock = new();

            ~Node()
            {
                s_lock.AcquireReaderLock(100);
                s_lock.ReleaseReaderLock();
            }
        }
        """);

    [Theory]
    [InlineData("Monitor.TryEnter(s_gate, Timeout.Infinite)")]
    [InlineData("Monitor.TryEnter(s_gate, -1)")]
    [InlineData("Monitor.TryEnter(s_gate, Timeout.InfiniteTimeSpan)")]
    public Task Hazard_AttemptWithoutBound(string attempt) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                if ({|PSAFE202:{{attempt}}|})
                    Monitor.Exit(s_gate);
            }
        }
        """);

    [Theory]
    [InlineData("lock (_lock) _count--;")]
    [InlineData("using (_lock.EnterScope()) _count--;")]
    [InlineData("_lock.Enter(); _count--; _lock.Exit();")]
    public Task Safe_LockObjectOfTheDyingObject(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Node
        {
            readonly Lock _lock = new();
            int _count;

            ~Node()
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Safe_ReaderWriterLockOfTheDyingObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            readonly ReaderWriterLockSlim _lock = new();
            int _count;

            ~Node()
            {
                _lock.EnterWriteLock();
                try { _count = 0; }
                finally { _lock.ExitWriteLock(); }
            }
        }
        """);

    [Fact]
    public Task Safe_SpinLockOfTheDyingObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            SpinLock _lock = new(false);

            ~Node()
            {
                bool taken = false;
                _lock.Enter(ref taken);
                _lock.Exit();
            }
        }
        """);

    [Fact]
    public Task Safe_SynchronizedMethodOfTheDyingObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Runtime.CompilerServices;

        class Node
        {
            int _count;

            ~Node() => Close();

            [MethodImpl(MethodImplOptions.Synchronized)]
            void Close() => _count--;
        }
        """);

    [Fact]
    public Task Safe_StaticMethodWithAnotherImplementationFlag() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Runtime.CompilerServices;

        class Node
        {
            static int s_count;

            ~Node() => Forget();

            [MethodImpl(MethodImplOptions.NoInlining)]
            static void Forget() => s_count--;
        }
        """);

    [Fact]
    public Task Safe_InterlockedInsteadOfALock() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static int s_count;

            ~Node() => Interlocked.Decrement(ref s_count);
        }
        """);
}
