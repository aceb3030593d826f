using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class CheckWaitFixTests : RuleTest
{
    [Fact]
    public Task Fix_Statement() => Fix<DroppedWaitAnalyzer, CheckWaitFix>(
        """
        using System.Threading;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            void Append()
            {
                // One at a time.
                {|PSAFE312:_gate.Wait(1000)|}; // a second
                Write();
                _gate.Release();
            }

            void Twice()
            {
                {|PSAFE312:_gate.Wait(1000)|};
                Write();
                _gate.Release();
            }

            void Write() { }
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            void Append()
            {
                // One at a time.
                if (!_gate.Wait(1000))
                {
                    throw new TimeoutException();
                } // a second
                Write();
                _gate.Release();
            }

            void Twice()
            {
                if (!_gate.Wait(1000))
                {
                    throw new TimeoutException();
                }

                Write();
                _gate.Release();
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task Fix_Awaited() => Fix<DroppedWaitAnalyzer, CheckWaitFix>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            async Task AppendAsync()
            {
                await {|PSAFE312:_gate.WaitAsync(TimeSpan.FromSeconds(1))|}.ConfigureAwait(false);
                try
                {
                    await Task.Yield();
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            async Task AppendAsync()
            {
                if (!await _gate.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false))
                {
                    throw new TimeoutException();
                }

                try
                {
                    await Task.Yield();
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        """);

    /// <summary>The finally block must not release what was not taken.</summary>
    [Fact]
    public Task Fix_FirstInTheTryThatReleases() => Fix<DroppedWaitAnalyzer, CheckWaitFix>(
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly object _gate = new();

            void Append()
            {
                try
                {
                    // Ours for a while.
                    {|PSAFE312:Monitor.TryEnter(_gate, 1000)|};
                    Write();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
            }

            void Write() { }
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly object _gate = new();

            void Append()
            {
                if (!Monitor.TryEnter(_gate, 1000))
                {
                    throw new TimeoutException();
                }

                try
                {
                    // Ours for a while.
                    Write();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task Fix_ExpressionBody() => Fix<DroppedWaitAnalyzer, CheckWaitFix>(
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            void Enter() => {|PSAFE312:_gate.Wait(1000)|};

            void Leave() => _gate.Release();
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);

            void Enter()
            {
                if (!_gate.Wait(1000))
                {
                    throw new TimeoutException();
                }
            }

            void Leave() => _gate.Release();
        }
        """);

    /// <summary>PSAFE305 speaks next.</summary>
    [Fact]
    public Task Fix_NamedMutexOfTopLevelStatements() => Fix<DroppedWaitAnalyzer, CheckWaitFix>(
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(false, "ledger");
        {|PSAFE312:mutex.WaitOne(5000)|};
        Console.WriteLine("inside");
        mutex.ReleaseMutex();
        """,
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(false, "ledger");
        if (!mutex.WaitOne(5000))
        {
            throw new TimeoutException();
        }

        Console.WriteLine("inside");
        mutex.ReleaseMutex();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("try { Write(); {|PSAFE312:_gate.Wait(1000)|}; } finally { _gate.Release(); }")]
    [InlineData("if (_isShared) {|PSAFE312:_gate.Wait(1000)|}; Write(); _gate.Release();")]
    [InlineData("_gate?{|PSAFE312:.Wait(1000)|}; Write(); _gate?.Release();")]
    [InlineData("try { {|PSAFE312:_mutex.WaitOne(1000)|}; Write(); } catch (System.Exception) { } finally { _mutex.ReleaseMutex(); }")]
    public Task NoFix_Forms(string statements) => NoFix<DroppedWaitAnalyzer, CheckWaitFix>(
        $$"""
        using System.Threading;

        class Ledger
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private readonly Mutex _mutex = new(false);
            private bool _isShared = true;

            void Append()
            {
                {{statements}}
            }

            void Write() => _isShared = false;
        }
        """);
}
