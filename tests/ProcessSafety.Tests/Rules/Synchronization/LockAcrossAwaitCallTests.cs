using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE304: locks that the methods and objects which the body uses take and release.</summary>
public sealed class LockAcrossAwaitCallTests : RuleTest
{
    [Fact]
    public Task Hazard_PairOfMethods_InTwoFiles() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading.Tasks;
        partial class Store
        {
            async Task SaveAsync()
            {
                {|PSAFE304:Take()|};
                try { await Task.Delay(1); }
                finally { Give(); }
            }
        }
        """,
        """
        using System.Threading;
        partial class Store
        {
            private readonly Mutex _gate = new();
            void Take()
            {
                try { _gate.WaitOne(); }
                catch (AbandonedMutexException) { }
            }
            void Give() => _gate.ReleaseMutex();
        }
        """);

    [Theory]
    [InlineData("Action take = () => _gate.WaitOne(); {|PSAFE304:take()|}; await Task.Delay(1); _gate.ReleaseMutex();")]
    [InlineData("{|PSAFE304:_gate.WaitOne()|}; await EndAsync(); async Task EndAsync() { await Task.Delay(1); _gate.ReleaseMutex(); }")]
    [InlineData("{|PSAFE304:Run(() => _gate.WaitOne())|}; await Task.Delay(1); _gate.ReleaseMutex();")]
    [InlineData("{|PSAFE304:new Runner(() => _gate.WaitOne()).Run()|}; await Task.Delay(1); _gate.ReleaseMutex();")]
    [InlineData("Mutex copy = _gate; {|PSAFE304:copy.WaitOne()|}; await Task.Delay(1); _gate.ReleaseMutex();")]
    [InlineData("{|PSAFE304:s_take()|}; await Task.Delay(1); s_gate.ReleaseMutex();")]
    public Task Hazard_HandedOn(string statements) => Reports<LockAcrossAwaitAnalyzer>(HandedOn(statements));

    [Theory]
    [InlineData("Action take = () => _gate.WaitOne(); take(); _gate.ReleaseMutex(); await Task.Delay(1);")]
    [InlineData("_gate.WaitOne(); await EndAsync(); async Task EndAsync() { _gate.ReleaseMutex(); await Task.Delay(1); }")]
    [InlineData("Run(() => { _gate.WaitOne(); _gate.ReleaseMutex(); }); await Task.Delay(1);")]
    [InlineData("new Runner(() => _other.WaitOne()).Run(); await Task.Delay(1); _gate.ReleaseMutex();")]
    public Task Safe_HandedOn(string statements) => Silent<LockAcrossAwaitAnalyzer>(HandedOn(statements));

    private static string HandedOn(string statements) =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            private readonly Mutex _other = new();
            private static readonly Mutex s_gate = new();
            private static readonly Action s_take = () => s_gate.WaitOne();
            async Task SaveAsync() { {{statements}} }
            static void Run(Action step) => step();
        }
        class Runner
        {
            private readonly Action _step;
            public Runner(Action step) => _step = step;
            public void Run() => _step();
        }
        """;

    [Fact]
    public Task Hazard_TryMethod() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync()
            {
                if ({|PSAFE304:TryTake()|})
                {
                    await Task.Delay(1);
                    _gate.ReleaseMutex();
                }
            }
            bool TryTake() => _gate.WaitOne(100);
        }
        """);

    [Fact]
    public Task Hazard_LockPassedToAMethod() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        static class Locks
        {
            public static void Take(this Mutex mutex) => mutex.WaitOne();
        }
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync()
            {
                {|PSAFE304:_gate.Take()|};
                await Task.Delay(1);
                _gate.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Hazard_LocalFunctionReleases() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            async Task SaveAsync()
            {
                Mutex gate = new(false, "store");
                {|PSAFE304:gate.WaitOne()|};
                await Task.Delay(1);
                Release();
                void Release() => gate.ReleaseMutex();
            }
        }
        """);

    [Theory]
    [InlineData("using (EnterWrite())")]
    [InlineData("using (var scope = EnterWrite())")]
    [InlineData("using var scope = EnterWrite();")]
    [InlineData("using var scope = new WriteScope(_lock);")]
    [InlineData("using IDisposable scope = new WriteScope(_lock);")]
    [InlineData("using IDisposable scope = _lock.Write();")]
    public Task Hazard_ScopeObject(string statement) => Reports<LockAcrossAwaitAnalyzer>(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly ReaderWriterLockSlim _lock = new();
            async Task SaveAsync()
            {
                {{statement.Replace("EnterWrite()", "{|PSAFE304:EnterWrite()|}")
                    .Replace("new WriteScope(_lock)", "{|PSAFE304:new WriteScope(_lock)|}")
                    .Replace("_lock.Write()", "{|PSAFE304:_lock.Write()|}")}}
                {
                    await Task.Delay(1);
                }
            }
            WriteScope EnterWrite() => new WriteScope(_lock);
        }
        sealed class WriteScope : IDisposable
        {
            private readonly ReaderWriterLockSlim _held;
            public WriteScope(ReaderWriterLockSlim held)
            {
                _held = held;
                _held.EnterWriteLock();
            }
            public void Dispose() => _held.ExitWriteLock();
        }
        static class Scopes
        {
            public static IDisposable Write(this ReaderWriterLockSlim held) => new WriteScope(held);
        }
        """);

    [Fact]
    public Task Hazard_ScopeOfADelegate() => Reports<LockAcrossAwaitAnalyzer>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly ReaderWriterLockSlim _lock = new();
            async Task SaveAsync()
            {
                using (var held = {|PSAFE304:Read()|})
                {
                    await Task.Delay(1);
                }
            }
            IDisposable Read()
            {
                _lock.EnterReadLock();
                return new Undo(() => _lock.ExitReadLock());
            }
        }
        sealed class Undo : IDisposable
        {
            private readonly Action _action;
            public Undo(Action action) => _action = action;
            public void Dispose() => _action();
        }
        """);

    [Fact]
    public Task Safe_MethodThatTakesAndReleases() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync()
            {
                Write();
                await Task.Delay(1);
                Write();
            }
            void Write()
            {
                _gate.WaitOne();
                _gate.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Safe_MethodReleasesBeforeTheAwait() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task SaveAsync(bool again)
            {
                _gate.WaitOne();
                Give();
                await Task.Delay(1);
                if (again)
                {
                    _gate.WaitOne();
                    Give();
                }
            }
            void Give() => _gate.ReleaseMutex();
        }
        """);

    [Fact]
    public Task Safe_ScopeEndsBeforeTheAwait() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly ReaderWriterLockSlim _lock = new();
            async Task SaveAsync()
            {
                using (new ReadScope(_lock))
                {
                }
                await Task.Delay(1);
            }
        }
        sealed class ReadScope : IDisposable
        {
            private readonly ReaderWriterLockSlim _held;
            public ReadScope(ReaderWriterLockSlim held) { _held = held; _held.EnterReadLock(); }
            public void Dispose() => _held.ExitReadLock();
        }
        """);

    [Fact]
    public Task Safe_AsyncScope() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class AsyncLock
        {
            private readonly SemaphoreSlim _semaphore = new(1, 1);
            public async Task<IDisposable> EnterAsync()
            {
                await _semaphore.WaitAsync();
                return new Scope(_semaphore);
            }
            private sealed class Scope : IDisposable
            {
                private readonly SemaphoreSlim _held;
                public Scope(SemaphoreSlim held) => _held = held;
                public void Dispose() => _held.Release();
            }
        }
        class Store
        {
            private readonly AsyncLock _lock = new();
            async Task SaveAsync()
            {
                using (await _lock.EnterAsync())
                {
                    await Task.Delay(1);
                }
            }
        }
        """);

    [Fact]
    public Task Safe_OtherObjectsLock() => Silent<LockAcrossAwaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Store
        {
            private readonly Mutex _gate = new();
            async Task CopyAsync(Store other)
            {
                other.Take();
                await Task.Delay(1);
                Give();
            }
            void Take() => _gate.WaitOne();
            void Give() => _gate.ReleaseMutex();
        }
        """);

    /// <summary>A method makes the scope, whose constructor takes the lock, in any form.</summary>
    [Theory]
    [InlineData("Scope Take() => new(_gate);")]
    [InlineData("Scope Take() { Scope scope = new(_gate); return scope; }")]
    [InlineData("Scope Take() { var scope = new Scope(_gate); return scope; }")]
    [InlineData("IDisposable Take() { Scope scope = new(_gate); return scope; }")]
    public Task Hazard_MethodThatMakesTheScope(string take) => Reports<LockAcrossAwaitAnalyzer>(Scoped(take, "{|PSAFE304:Take()|}"));

    [Theory]
    [InlineData("Scope Take() => new(_gate);", "Take(); scope.Dispose()")]
    [InlineData("IDisposable Take() { Scope scope = new(_gate); scope.Dispose(); return new Pause(); }", "Take()")]
    [InlineData("Pause Take() => new();", "Take()")]
    public Task Safe_MethodThatMakesTheScope(string take, string use) => Silent<LockAcrossAwaitAnalyzer>(
        Scoped(take, use).Replace("using var scope = Take(); scope", "var scope = Take(); scope"));

    private static string Scoped(string take, string use) =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Store
        {
            private readonly Mutex _gate = new();

            {{take}}

            async Task SaveAsync()
            {
                using var scope = {{use}};
                await Task.Delay(1);
            }

            sealed class Pause : IDisposable { public void Dispose() { } }

            sealed class Scope : IDisposable
            {
                private readonly Mutex _held;

                public Scope(Mutex mutex)
                {
                    _held = mutex;
                    mutex.WaitOne();
                }

                public void Dispose() => _held.ReleaseMutex();
            }
        }
        """;
}
