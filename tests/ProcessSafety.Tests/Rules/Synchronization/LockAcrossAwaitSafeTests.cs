using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE304: locks and awaits in one method that do no harm.</summary>
public sealed class LockAcrossAwaitSafeTests : RuleTest
{
    [Theory]
    [InlineData("await Task.Delay(1); _gate.WaitOne(); _gate.ReleaseMutex(); await Task.Delay(1);")]
    [InlineData("_gate.WaitOne(); try { } finally { _gate.ReleaseMutex(); } await Task.Delay(1);")]
    [InlineData(
        "_gate.WaitOne(); await Task.CompletedTask; await Task.FromResult(1).ConfigureAwait(false); await default(ValueTask); "
            + "await ValueTask.CompletedTask; _gate.ReleaseMutex();")]
    [InlineData("if (!_gate.WaitOne(0)) { await Task.Delay(1); return; } _gate.ReleaseMutex();")]
    [InlineData("if (_gate.WaitOne(0) == false) { await Task.Delay(1); return; } _gate.ReleaseMutex();")]
    [InlineData("bool held = _gate.WaitOne(0); if (held == true) _gate.ReleaseMutex(); else await Task.Delay(1);")]
    [InlineData("while (!_gate.WaitOne(0)) await Task.Delay(1); try { } finally { _gate.ReleaseMutex(); }")]
    [InlineData("bool held = _gate.WaitOne(0); if (held) _gate.ReleaseMutex(); else await Task.Delay(1);")]
    [InlineData("_gate.WaitOne(); await Task.Delay(1);")]
    [InlineData("_gate.WaitOne(); await Task.Delay(1); _other.ReleaseMutex();")]
    [InlineData("if (early) { _gate.WaitOne(); _gate.ReleaseMutex(); } else { await Task.Delay(1); }")]
    [InlineData("_gate.WaitOne(); Func<Task> later = async () => await Task.Delay(1); _gate.ReleaseMutex(); await later();")]
    [InlineData("_gate.WaitOne(); async Task LaterAsync() => await Task.Delay(1); _gate.ReleaseMutex(); await LaterAsync();")]
    [InlineData("_gate.WaitOne(); Task later = Task.Delay(1); _gate.ReleaseMutex(); await later;")]
    [InlineData(
        "for (;;) { try { _gate.WaitOne(); Console.Write(1); _gate.ReleaseMutex(); return; } catch (Exception) { await Task.Delay(1); } }")]
    [InlineData("try { _gate.WaitOne(); } catch (AbandonedMutexException) { } _gate.ReleaseMutex(); await Task.Delay(1);")]
    [InlineData("await Task.Run(() => { _gate.WaitOne(); _gate.ReleaseMutex(); });")]
    [InlineData("_gate.WaitOne(); _gate.ReleaseMutex(); await using var stream = new System.IO.MemoryStream();")]
    [InlineData("_gate.WaitOne(); throw new Exception(); await Task.Delay(1); _gate.ReleaseMutex();")]
    public Task Safe_Mutex(string statements) => Silent<LockAcrossAwaitAnalyzer>(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        #pragma warning disable CS0162
        class Store
        {
            private readonly Mutex _gate = new();
            private readonly Mutex _other = new();
            async Task SaveAsync(bool early)
            {
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("SemaphoreSlim", "new(1, 1)", "gate.Wait()", "gate.Release()")]
    [InlineData("SemaphoreSlim", "new(1, 1)", "await gate.WaitAsync()", "gate.Release()")]
    [InlineData("Semaphore", "new(1, 1)", "gate.WaitOne()", "gate.Release()")]
    [InlineData("AutoResetEvent", "new(true)", "gate.WaitOne()", "gate.Set()")]
    [InlineData(
        "System.IO.FileStream",
        "new(\"lock\", System.IO.FileMode.OpenOrCreate, System.IO.FileAccess.Write, System.IO.FileShare.None)",
        "gate.Lock(0, 1)",
        "gate.Unlock(0, 1)")]
    [InlineData("AsyncMutex", "new()", "await gate.EnterAsync()", "gate.Exit()")]
    [InlineData("AsyncMutex", "new()", "gate.Enter()", "gate.Exit()")]
    public Task Safe_LockOfNoThread(string type, string value, string take, string give) => Silent<LockAcrossAwaitAnalyzer>(
        $$"""
        using System.Threading;
        using System.Threading.Tasks;
        class AsyncMutex
        {
            public Task EnterAsync() => Task.CompletedTask;
            public void Enter() { }
            public void Exit() { }
        }
        class Store
        {
            async Task SaveAsync()
            {
                {{type}} gate = {{value}};
                {{take}};
                try { await Task.Delay(1); }
                finally { {{give}}; }
            }
        }
        """);

    [Fact]
    public Task Safe_SynchronousIterator() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            IEnumerable<int> Read()
            {
                Monitor.Enter(_gate);
                yield return 1;
                Monitor.Exit(_gate);
            }
            async Task WaitAsync() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Safe_AsyncIteratorReleasesFirst() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly object _gate = new();
            async IAsyncEnumerable<int> ReadAsync()
            {
                int value;
                Monitor.Enter(_gate);
                try { value = 1; }
                finally { Monitor.Exit(_gate); }
                yield return value;
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task Safe_OtherModeOfTheSameLock() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly ReaderWriterLockSlim _lock = new();
            async Task SaveAsync()
            {
                _lock.EnterReadLock();
                _lock.ExitReadLock();
                await Task.Delay(1);
                _lock.EnterWriteLock();
                _lock.ExitWriteLock();
            }
        }
        """);

    [Fact]
    public Task Safe_SingleInstanceThatIsNeverReleased() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Program
        {
            static async Task Main()
            {
                using var instance = new Mutex(true, @"Global\app", out bool isFirst);
                if (isFirst)
                    await Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task Safe_UnknownLock() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            object Find(int i) => new();
            async Task SaveAsync()
            {
                Monitor.Enter(Find(1));
                await Task.Delay(1);
                Monitor.Exit(Find(2));
            }
        }
        """);
}
