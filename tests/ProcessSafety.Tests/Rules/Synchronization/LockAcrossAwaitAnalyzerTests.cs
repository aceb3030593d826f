using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE304: the forms in which a lock of a thread is taken, held across an await, and released.</summary>
public sealed class LockAcrossAwaitAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_Mutex() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync()
            {
                {|#0:_gate.WaitOne()|};
                try
                {
                    {|#1:await Task.Delay(10)|};
                    await Task.Delay(20);
                }
                finally
                {
                    _gate.ReleaseMutex();
                }
            }
        }
        """,
        new DiagnosticResult(Rules.LockHeldAcrossAwait)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("_gate.WaitOne()", "await Task.Delay(10)", "ApplicationException"));

    [Fact]
    public Task Hazard_Monitor() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private static readonly object s_gate = new();
            static async Task SaveAsync()
            {
                bool taken = false;
                try
                {
                    {|PSAFE304:Monitor.Enter(s_gate, ref taken)|};
                    await Task.Delay(10).ConfigureAwait(false);
                }
                finally
                {
                    if (taken)
                    {
                        Monitor.Exit(s_gate);
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("early == true")]
    [InlineData("early == false")]
    [InlineData("(early && early) == true")]
    public Task Hazard_UnderAnUnknownComparison(string condition) => Reports<LockAcrossAwaitAnalyzer>(
        $$"""
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync(bool early)
            {
                {|PSAFE304:_gate.WaitOne()|};
                if ({{condition}})
                {
                    await Task.Delay(10);
                }

                _gate.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Hazard_TriedMonitor() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            async Task<int> LoadAsync()
            {
                if (!{|PSAFE304:Monitor.TryEnter(_gate, 100)|})
                {
                    await Task.Delay(1);
                    return 0;
                }

                int value = await Task.Run(() => 1);
                Monitor.Exit(_gate);
                return value;
            }
        }
        """);

    [Fact]
    public Task Hazard_ReaderWriterLockSlim() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Cache
        {
            private readonly ReaderWriterLockSlim _lock = new();
            async ValueTask<string> GetAsync()
            {
                {|PSAFE304:_lock.EnterUpgradeableReadLock()|};
                try
                {
                    string text = await Task.FromResult(1).ContinueWith(_ => "x");
                    _lock.EnterWriteLock();
                    _lock.ExitWriteLock();
                    return text;
                }
                finally
                {
                    _lock.ExitUpgradeableReadLock();
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_ReaderWriterLock() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Cache
        {
            private readonly ReaderWriterLock _lock = new();
            async Task GetAsync()
            {
                {|PSAFE304:_lock.AcquireWriterLock(-1)|};
                await Task.Yield();
                _lock.ReleaseLock();
            }
        }
        """);

    [Fact]
    public Task Hazard_SpinLock() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Cache
        {
            private SpinLock _lock = new();
            async Task GetAsync()
            {
                bool taken = false;
                {|PSAFE304:_lock.Enter(ref taken)|};
                await Task.Yield();
                if (taken) _lock.Exit();
            }
        }
        """);

    [Fact]
    public Task Hazard_Lock() => Reports<LockAcrossAwaitAnalyzer>(
        test => test.ReferenceAssemblies = Frameworks.Net100,
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Cache
        {
            private readonly Lock _lock = new();
            async Task GetAsync()
            {
                {|PSAFE304:_lock.Enter()|};
                try { await Task.Yield(); }
                finally { _lock.Exit(); }
            }
        }
        """);

    [Fact]
    public Task Hazard_OwnedFromTheBeginning() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Program
        {
            static async Task Main()
            {
                using var instance = {|PSAFE304:new Mutex(true, @"Global\app", out bool isFirst)|};
                if (!isFirst)
                {
                    await Task.Delay(1);
                    return;
                }

                await Task.Delay(1000);
                instance.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<LockAcrossAwaitAnalyzer>(
        test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        Mutex instance = new(false, "app");
        if (!{|PSAFE304:instance.WaitOne(TimeSpan.Zero)|})
            return;

        await Task.Delay(1);
        instance.ReleaseMutex();
        """);

    [Fact]
    public Task Hazard_ResultInAVariable() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            async Task SaveAsync(Mutex gate)
            {
                bool held = false;
                try
                {
                    held = {|PSAFE304:gate.WaitOne(500, false)|};
                    if (held == false) return;
                    await Task.Delay(10);
                }
                finally
                {
                    if (held) gate.ReleaseMutex();
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_AwaitForeach() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            async Task SaveAsync(IAsyncEnumerable<int> items)
            {
                {|#0:Monitor.Enter(_gate)|};
                {|#1:await foreach (int item in items)|}
                {
                    item.ToString();
                }
                Monitor.Exit(_gate);
            }
        }
        """,
        new DiagnosticResult(Rules.LockHeldAcrossAwait)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("Monitor.Enter(_gate)", "await foreach (int item in items)", "SynchronizationLockException"));

    [Theory]
    [InlineData("await using (resource) { }")]
    [InlineData("await using var open = resource;")]
    [InlineData("await using (var open = resource) { open.ToString(); }")]
    public Task Hazard_AwaitUsing(string statement) => Reports<LockAcrossAwaitAnalyzer>(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            async Task SaveAsync(IAsyncDisposable resource)
            {
                {|PSAFE304:Monitor.Enter(_gate)|};
                try
                {
                    {{statement}}
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_AsyncIterator() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            async IAsyncEnumerable<int> ReadAsync()
            {
                await Task.Yield();
                {|#0:Monitor.Enter(_gate)|};
                {|#1:yield return 1;|}
                Monitor.Exit(_gate);
            }
        }
        """,
        new DiagnosticResult(Rules.LockHeldAcrossAwait)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("Monitor.Enter(_gate)", "yield return 1;", "SynchronizationLockException"));

    [Fact]
    public Task Hazard_InCatch() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            async Task SaveAsync()
            {
                {|PSAFE304:Monitor.Enter(_gate)|};
                try { Console.WriteLine(); }
                catch (InvalidOperationException) { await Task.Delay(1); }
                finally { Monitor.Exit(_gate); }
            }
        }
        """);

    [Fact]
    public Task Hazard_LambdaAndLocalFunction() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            void Start()
            {
                object gate = new();
                Func<Task> save = async () =>
                {
                    {|PSAFE304:Monitor.Enter(gate)|};
                    await Task.Delay(1);
                    Monitor.Exit(gate);
                };
                async Task LoadAsync()
                {
                    {|PSAFE304:Monitor.Enter(gate)|};
                    await Task.Delay(1);
                    Monitor.Exit(gate);
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_Alias() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync()
            {
                Mutex gate = _gate;
                {|PSAFE304:gate.WaitOne()|};
                await Task.Delay(1);
                this._gate.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Hazard_ReleasedOnOnePathOnly() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync(bool early)
            {
                {|PSAFE304:_gate.WaitOne()|};
                if (early) _gate.ReleaseMutex();
                await Task.Delay(1);
                if (!early) _gate.ReleaseMutex();
            }
        }
        """);
}
