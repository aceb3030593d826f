using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class UnownedReleasePairingTests : RuleTest
{
    [Fact]
    public Task Hazard_EnterOfAnotherLock() => Reports<UnownedReleaseFinalizerAnalyzer>(
        """
        using System.Threading;

        class Holder
        {
            readonly object _first = new();
            readonly object _second = new();

            ~Holder()
            {
                Monitor.Enter(_first);
                {|PSAFE205:Monitor.Exit(_second)|};
            }
        }
        """);

    [Fact]
    public Task Hazard_EnterInTheConstructor() => Reports<UnownedReleaseFinalizerAnalyzer>(
        """
        using System.Threading;

        class Holder
        {
            static readonly object s_gate = new();

            public Holder() => Monitor.Enter(s_gate);

            ~Holder() => {|PSAFE205:Monitor.Exit(s_gate)|};
        }
        """);

    [Theory]
    [InlineData("Enter(); {|PSAFE205:Monitor.Exit(s_other)|};")]
    [InlineData("Run(() => Monitor.TryEnter(s_gate, 5)); {|PSAFE205:Monitor.Exit(s_other)|};")]
    public Task Hazard_TryOfAnotherLock(string body) => Reports<UnownedReleaseFinalizerAnalyzer>(Trying(body));

    [Theory]
    [InlineData("Enter(); Monitor.Exit(s_gate);")]
    [InlineData("Run(() => Monitor.TryEnter(s_gate, 5)); Monitor.Exit(s_gate);")]
    [InlineData("Wait(); s_mutex.ReleaseMutex();")]
    public Task Safe_TakenTwoCallsAway(string body) => Silent<UnownedReleaseFinalizerAnalyzer>(Trying(body));

    private static string Trying(string body) =>
        $$"""
        using System;
        using System.Threading;

        class Holder
        {
            static readonly object s_gate = new();
            static readonly object s_other = new();
            static readonly Mutex s_mutex = new();

            ~Holder()
            {
                {{body}}
            }

            static void Enter() => Try();
            static void Try() => Monitor.TryEnter(s_gate, 5);
            static void Wait() => WaitFor();
            static void WaitFor() => s_mutex.WaitOne();
            static void Run(Func<bool> step) => step();
        }
        """;

    [Theory]
    [InlineData("Mutex", "_x.WaitOne(); _x.ReleaseMutex();")]
    [InlineData("Mutex", "if (_x.WaitOne(0)) _x.ReleaseMutex();")]
    [InlineData("Mutex", "if (!_x.WaitOne(100)) return; try { Close(); } finally { _x.ReleaseMutex(); }")]
    [InlineData("object", "Monitor.Enter(_x); try { Close(); } finally { Monitor.Exit(_x); }")]
    [InlineData("object", "if (Monitor.TryEnter(_x)) Monitor.Exit(_x);")]
    [InlineData("object", "bool taken = false; Monitor.Enter(_x, ref taken); if (taken) Monitor.Exit(_x);")]
    [InlineData("object", "lock (_x) Close();")]
    [InlineData("Lock", "_x.Enter(); _x.Exit();")]
    [InlineData("Lock", "if (_x.TryEnter()) _x.Exit();")]
    [InlineData("Lock", "using (_x.EnterScope()) Close();")]
    [InlineData("ReaderWriterLockSlim", "_x.EnterReadLock(); _x.ExitReadLock();")]
    [InlineData("ReaderWriterLockSlim", "if (_x.TryEnterWriteLock(0)) _x.ExitWriteLock();")]
    [InlineData("ReaderWriterLockSlim", "_x.EnterUpgradeableReadLock(); _x.ExitUpgradeableReadLock();")]
    [InlineData("ReaderWriterLock", "_x.AcquireReaderLock(0); _x.ReleaseReaderLock();")]
    [InlineData("ReaderWriterLock", "_x.AcquireWriterLock(0); _x.ReleaseWriterLock();")]
    public Task Safe_ReleaseOfWhatTheFinalizerTook(string type, string body) => Silent<UnownedReleaseFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Holder
        {
            readonly {{type}} _x = new();

            ~Holder()
            {
                {{body}}
            }

            static void Close() { }
        }
        """);

    [Fact]
    public Task Safe_SpinLockTakenThere() => Silent<UnownedReleaseFinalizerAnalyzer>(
        """
        using System.Threading;

        class Holder
        {
            static SpinLock s_lock = new(true);

            ~Holder()
            {
                bool taken = false;
                try { s_lock.TryEnter(ref taken); }
                finally { if (taken) s_lock.Exit(); }
            }
        }
        """);

    [Fact]
    public Task Safe_ScopeThatTakesAndReleases() => Silent<UnownedReleaseFinalizerAnalyzer>(
        """
        using System;
        using System.Threading;

        class Holder
        {
            static readonly object s_gate = new();

            ~Holder()
            {
                using (new Scope(s_gate)) { }
            }
        }

        readonly struct Scope : IDisposable
        {
            readonly object _gate;

            public Scope(object gate)
            {
                _gate = gate;
                Monitor.Enter(gate);
            }

            public void Dispose() => Monitor.Exit(_gate);
        }
        """);

    [Fact]
    public Task Safe_MethodsThatTakeAndRelease() => Silent<UnownedReleaseFinalizerAnalyzer>(
        """
        using System.Threading;

        class Holder
        {
            readonly Mutex _mutex = new();

            ~Holder()
            {
                if (TryEnter())
                    Leave();
            }

            bool TryEnter() => _mutex.WaitOne(0);

            void Leave() => _mutex.ReleaseMutex();
        }
        """);

    [Theory]
    [InlineData("if (Monitor.IsEntered(_gate)) Monitor.Exit(_gate);")]
    [InlineData("if (_lock.IsHeldByCurrentThread) _lock.Exit();")]
    [InlineData("if (_slim.IsWriteLockHeld) _slim.ExitWriteLock();")]
    [InlineData("if (_slim.IsReadLockHeld) _slim.ExitReadLock();")]
    [InlineData("if (!_slim.IsWriteLockHeld) return; _slim.ExitWriteLock();")]
    public Task Safe_ReleaseOnlyWhenHeld(string body) => Silent<UnownedReleaseFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Holder
        {
            readonly object _gate = new();
            readonly Lock _lock = new();
            readonly ReaderWriterLockSlim _slim = new();

            ~Holder()
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Hazard_ReleaseOnAnotherCondition() => Reports<UnownedReleaseFinalizerAnalyzer>(
        """
        using System.Threading;

        class Holder
        {
            readonly Mutex _mutex = new();
            bool _held;

            public bool TryEnter() => _held = _mutex.WaitOne(0);

            ~Holder()
            {
                if (_held)
                    {|PSAFE205:_mutex.ReleaseMutex()|};
            }
        }
        """);
}
