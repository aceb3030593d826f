using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class SemaphoreSlimFixTests : RuleTest
{
    [Fact]
    public Task Fix_Mutex() => Fix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Store : IDisposable
        {
            // One writer at a time.
            private readonly Mutex _gate = new Mutex(); // see nameof(_gate)

            public async Task SaveAsync()
            {
                {|PSAFE304:_gate.WaitOne()|}; // waits
                try
                {
                    await Task.Delay(10);
                }
                finally
                {
                    this._gate.ReleaseMutex();
                }
            }

            public void Save()
            {
                if (_gate.WaitOne(TimeSpan.FromSeconds(1)))
                {
                    _gate.ReleaseMutex();
                }
            }

            public void Dispose() => _gate.Dispose();
        }
        """,
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Store : IDisposable
        {
            // One writer at a time.
            private readonly SemaphoreSlim _gate = new SemaphoreSlim(1, 1); // see nameof(_gate)

            public async Task SaveAsync()
            {
                await _gate.WaitAsync(); // waits
                try
                {
                    await Task.Delay(10);
                }
                finally
                {
                    this._gate.Release();
                }
            }

            public void Save()
            {
                if (_gate.Wait(TimeSpan.FromSeconds(1)))
                {
                    _gate.Release();
                }
            }

            public void Dispose() => _gate.Dispose();
        }
        """);

    [Fact]
    public Task Fix_MonitorAndLockStatements_InTwoFiles() => Fix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        [
            """
            using System.Threading.Tasks;

            partial class Store
            {
                private static readonly object s_gate = new();
            }
            """,
            """
            using System.Threading;
            using System.Threading.Tasks;

            partial class Store
            {
                private int _count;

                public async Task<bool> SaveAsync()
                {
                    if (!{|PSAFE304:Monitor.TryEnter(s_gate, 50)|})
                    {
                        return false;
                    }

                    try
                    {
                        await Task.Delay(10);
                        return true;
                    }
                    finally
                    {
                        Monitor.Exit(s_gate);
                    }
                }

                public void Count()
                {
                    lock (s_gate)
                    {
                        _count++;
                    }
                }

                public async Task CountAsync()
                {
                    lock (Store.s_gate)
                    {
                        _count++;
                    }

                    await Task.Yield();
                }
            }
            """,
        ],
        [
            """
            using System.Threading;
            using System.Threading.Tasks;

            partial class Store
            {
                private static readonly SemaphoreSlim s_gate = new(1, 1);
            }
            """,
            """
            using System.Threading;
            using System.Threading.Tasks;

            partial class Store
            {
                private int _count;

                public async Task<bool> SaveAsync()
                {
                    if (!await s_gate.WaitAsync(50))
                    {
                        return false;
                    }

                    try
                    {
                        await Task.Delay(10);
                        return true;
                    }
                    finally
                    {
                        s_gate.Release();
                    }
                }

                public void Count()
                {
                    s_gate.Wait();
                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        s_gate.Release();
                    }
                }

                public async Task CountAsync()
                {
                    await Store.s_gate.WaitAsync();
                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        Store.s_gate.Release();
                    }

                    await Task.Yield();
                }
            }
            """,
        ]);

    [Fact]
    public Task Fix_Lock() => Fix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly Lock _gate = new();

            public async Task SaveAsync()
            {
                {|PSAFE304:_gate.Enter()|};
                await Task.Delay(10);
                _gate.Exit();
            }

            public bool Try() => _gate.TryEnter();
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            public async Task SaveAsync()
            {
                await _gate.WaitAsync();
                await Task.Delay(10);
                _gate.Release();
            }

            public bool Try() => _gate.Wait(0);
        }
        """);

    [Theory]
    [InlineData("private readonly Mutex _gate = new(false, \"store\");", "")]
    [InlineData("private readonly Mutex _gate = new(true);", "")]
    [InlineData("private readonly Mutex _gate; Store() => _gate = new Mutex();", "")]
    [InlineData("internal readonly Mutex _gate = new();", "")]
    [InlineData("private readonly Mutex _gate = new(), _other = new();", "")]
    [InlineData("private readonly Mutex _gate = new();", "WaitHandle.WaitAny(new WaitHandle[] { _gate });")]
    [InlineData("private readonly Mutex _gate = new();", "bool held = _gate.WaitOne();")]
    [InlineData("private readonly Mutex _gate = new();", "_gate.WaitOne(1, false);")]
    [InlineData("private readonly Mutex _gate = new();", "other._gate.WaitOne();")]
    public Task NoFix_OtherLocksAndUses(string field, string statement) => NoFix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        $$"""
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            {{field}}

            public async Task SaveAsync()
            {
                {|PSAFE304:_gate.WaitOne()|};
                await Task.Delay(10);
                _gate.ReleaseMutex();
            }

            public void Other(Store other)
            {
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task NoFix_ReaderWriterLock() => NoFix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly ReaderWriterLockSlim _gate = new();

            public async Task SaveAsync()
            {
                {|PSAFE304:_gate.EnterWriteLock()|};
                await Task.Delay(10);
                _gate.ExitWriteLock();
            }
        }
        """);

    [Fact]
    public Task NoFix_MonitorIsPulsed() => NoFix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly object _gate = new();

            public async Task SaveAsync()
            {
                {|PSAFE304:Monitor.Enter(_gate)|};
                await Task.Delay(10);
                Monitor.Pulse(_gate);
                Monitor.Exit(_gate);
            }
        }
        """);

    [Fact]
    public Task NoFix_TakenByAMethod() => NoFix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly object _gate = new();

            public async Task SaveAsync()
            {
                {|PSAFE304:Take()|};
                await Task.Delay(10);
                Monitor.Exit(_gate);
            }

            private void Take() => Monitor.Enter(_gate);
        }
        """);

    [Fact]
    public Task Fix_MonitorEnterThatTellsWhetherItTook() => Fix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly object _gate = new();

            public async Task SaveAsync()
            {
                bool taken = false;
                try
                {
                    // One at a time.
                    {|PSAFE304:Monitor.Enter(_gate, ref taken)|}; // waits
                    await Task.Delay(10);
                }
                finally
                {
                    if (taken)
                    {
                        Monitor.Exit(_gate);
                    }
                }
            }

            public async Task TrySaveAsync()
            {
                bool taken = false;
                {|PSAFE304:Monitor.TryEnter(_gate, 100, ref taken)|};
                if (taken)
                {
                    await Task.Delay(10);
                    Monitor.Exit(_gate);
                }
            }
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            public async Task SaveAsync()
            {
                bool taken = false;
                try
                {
                    // One at a time.
                    await _gate.WaitAsync();
                    taken = true; // waits
                    await Task.Delay(10);
                }
                finally
                {
                    if (taken)
                    {
                        _gate.Release();
                    }
                }
            }

            public async Task TrySaveAsync()
            {
                bool taken = false;
                taken = await _gate.WaitAsync(100);
                if (taken)
                {
                    await Task.Delay(10);
                    _gate.Release();
                }
            }
        }
        """,
        static test => test.NumberOfIncrementalIterations = 1);

    [Theory]
    [InlineData("await Task.Delay(10); Count();", "")]
    [InlineData("Count(); await Task.Delay(10);", "Count();")]
    public Task NoFix_TakenAgainUnderTheLock(string under, string after) => NoFix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        TakenInTwoMethods("object", "new()", "{|PSAFE304:Monitor.Enter(_gate)|}", under, "Monitor.Exit(_gate)", after, Locked));

    [Fact]
    public Task Fix_TakenAgainAfterTheLock() => Fix<LockAcrossAwaitAnalyzer, SemaphoreSlimFix>(
        TakenInTwoMethods(
            "object",
            "new()",
            "{|PSAFE304:Monitor.Enter(_gate)|}",
            "await Task.Delay(10);",
            "Monitor.Exit(_gate)",
            "Count();",
            Locked),
        TakenInTwoMethods(
            "SemaphoreSlim",
            "new(1, 1)",
            "await _gate.WaitAsync()",
            "await Task.Delay(10);",
            "_gate.Release()",
            "Count();",
            """
            _gate.Wait();
                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        _gate.Release();
                    }
            """));

    private const string Locked =
        """
        lock (_gate)
                {
                    _count++;
                }
        """;

    private static string TakenInTwoMethods(
        string type,
        string made,
        string enter,
        string under,
        string exit,
        string after,
        string counting) =>
        $$"""
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly {{type}} _gate = {{made}};
            private int _count;

            public async Task SaveAsync()
            {
                {{enter}};
                {{under}}
                {{exit}};
                {{after}}
            }

            private void Count()
            {
                {{counting}}
            }
        }
        """;
}
