using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE312: waits for a lock whose answer nobody wants.</summary>
public sealed class DroppedWaitAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_SemaphoreSlim() => Reports<DroppedWaitAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Ledger
        {
            private static readonly SemaphoreSlim s_gate = new(1, 1);
            async Task AppendAsync()
            {
                await {|#0:s_gate.WaitAsync(1000)|};
                try
                {
                    await Task.Yield();
                }
                finally
                {
                    {|#1:s_gate.Release()|};
                }
            }
        }
        """,
        new DiagnosticResult(Rules.WaitResultDropped)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("s_gate.WaitAsync(1000)", "s_gate.Release()"));

    [Theory]
    [InlineData("{|PSAFE312:_mutex.WaitOne(1000)|}; Work(); _mutex.ReleaseMutex();")]
    [InlineData("{|PSAFE312:_mutex.WaitOne(0)|}; Work(); _mutex.ReleaseMutex();")]
    [InlineData("{|PSAFE312:_mutex.WaitOne(TimeSpan.FromSeconds(1))|}; try { Work(); } finally { _mutex.ReleaseMutex(); }")]
    [InlineData("{|PSAFE312:_mutex.WaitOne(1000, false)|}; Work(); _mutex.ReleaseMutex();")]
    [InlineData("{|PSAFE312:_mutex.WaitOne(new TimeSpan(0, 0, 5))|}; Work(); _mutex.ReleaseMutex();")]
    [InlineData("try { {|PSAFE312:_mutex.WaitOne(10)|}; } catch (AbandonedMutexException) { } Work(); _mutex.ReleaseMutex();")]
    [InlineData("try { {|PSAFE312:_mutex.WaitOne(10)|}; Work(); } finally { _mutex.ReleaseMutex(); }")]
    [InlineData("var mutex = new Mutex(false, \"ledger\"); {|PSAFE312:mutex.WaitOne(10)|}; Work(); mutex.ReleaseMutex();")]
    [InlineData("{|PSAFE312:_named.WaitOne(10)|}; Work(); _named.Release();")]
    [InlineData("{|PSAFE312:_slim.Wait(1000)|}; Work(); _slim.Release();")]
    [InlineData("{|PSAFE312:_slim.Wait(Limit)|}; Work(); _slim.Release();")]
    [InlineData("{|PSAFE312:_slim.Wait(1000, CancellationToken.None)|}; Work(); _slim.Release();")]
    [InlineData("{|PSAFE312:_slim.Wait(s_limit)|}; Work(); _slim.Release();")]
    [InlineData("var limit = TimeSpan.FromSeconds(2); {|PSAFE312:_slim.Wait(limit)|}; Work(); _slim.Release();")]
    [InlineData("{|PSAFE312:_slim.Wait(1000)|}; Task.Run(() => { Work(); _slim.Release(); });")]
    [InlineData("var slim = _slim; {|PSAFE312:slim.Wait(1000)|}; Work(); slim.Release();")]
    [InlineData("{|PSAFE312:Monitor.TryEnter(_lock, 1000)|}; try { Work(); } finally { Monitor.Exit(_lock); }")]
    [InlineData("{|PSAFE312:Monitor.TryEnter(_lock)|}; try { Work(); } finally { Monitor.Exit(_lock); }")]
    [InlineData("{|PSAFE312:_rw.TryEnterReadLock(10)|}; Work(); _rw.ExitReadLock();")]
    [InlineData("{|PSAFE312:_rw.TryEnterWriteLock(TimeSpan.Zero)|}; Work(); _rw.ExitWriteLock();")]
    [InlineData("{|PSAFE312:_rw.TryEnterUpgradeableReadLock(10)|}; Work(); _rw.ExitUpgradeableReadLock();")]
    [InlineData("Action action = () => { {|PSAFE312:_slim.Wait(10)|}; Work(); _slim.Release(); }; action();")]
    [InlineData("Run(); void Run() { {|PSAFE312:_slim.Wait(10)|}; Work(); _slim.Release(); }")]
    [InlineData("_mutex?.ReleaseMutex(); {|PSAFE312:_slim.Wait(10)|}; Work(); _slim?.Release();")]
    [InlineData("while (Ask()) { {|PSAFE312:_slim.Wait(10)|}; Work(); _slim.Release(); }")]
    public Task Hazard_Forms(string statements) => Reports<DroppedWaitAnalyzer>(Method(statements));

    [NewerSyntaxFact(13)]
    public Task Hazard_Lock() => Reports<DroppedWaitAnalyzer>(
        """
        using System.Threading;
        class Ledger
        {
            private readonly Lock _lock = new();
            void Append()
            {
                {|PSAFE312:_lock.TryEnter(1000)|};
                _lock.Exit();
            }
        }
        """);

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<DroppedWaitAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System.Threading;

        using Mutex mutex = new(false, "ledger");
        {|PSAFE312:mutex.WaitOne(5000)|};
        System.Console.WriteLine("inside");
        mutex.ReleaseMutex();
        """);

    [Theory]
    [InlineData("void Enter() => {|PSAFE312:_slim.Wait(1000)|}; void Leave() => _slim.Release();")]
    [InlineData("void Enter() { {|PSAFE312:_slim.Wait(1000)|}; } void Leave() { _slim.Release(); }")]
    [InlineData("async Task EnterAsync() => await {|PSAFE312:_slim.WaitAsync(1000)|}; void Leave() => _slim.Release();")]
    [InlineData(
        "async Task EnterAsync() => await {|PSAFE312:_slim.WaitAsync(1000)|}.ConfigureAwait(false); void Leave() => "
            + "_slim.Release();")]
    [InlineData("void Enter() => {|PSAFE312:_mutex.WaitOne(1000)|}; void Leave() => _mutex.ReleaseMutex();")]
    [InlineData("void Enter() => {|PSAFE312:Monitor.TryEnter(_lock, 1000)|}; void Leave() => Monitor.Exit(_lock);")]
    public Task Hazard_WrapperMethods(string members) => Reports<DroppedWaitAnalyzer>(Type(members));

    [Theory]
    [InlineData("if (!_mutex.WaitOne(1000)) { return; } Work(); _mutex.ReleaseMutex();")]
    [InlineData("bool taken = _mutex.WaitOne(1000); Work(); if (taken) { _mutex.ReleaseMutex(); }")]
    [InlineData("_ = _mutex.WaitOne(1000); Work(); _mutex.ReleaseMutex();")]
    [InlineData("Use(_mutex.WaitOne(1000)); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(-1); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(Timeout.Infinite); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(Timeout.InfiniteTimeSpan); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(time); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(Ask() ? 10 : -1); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_slim.Wait(CancellationToken.None); Work(); _slim.Release();")]
    [InlineData("_slim.Wait(1000); Work();")]
    [InlineData("_slim.Release(); _slim.Wait(1000);")]
    [InlineData("_slim.Wait(1000); _slim.Dispose();")]
    [InlineData("_slim.Wait(1000); Work(); _other.Release();")]
    [InlineData("_wake.Wait(1000); Work(); _wake.Release();")]
    [InlineData("_event.WaitOne(1000); Work(); _event.Set();")]
    [InlineData("_done.Wait(1000); _done.Signal();")]
    [InlineData("Task.Delay(5).Wait(1000); _slim.Release();")]
    [InlineData(
        "bool taken = false; Monitor.TryEnter(_lock, 1000, ref taken); try { Work(); } finally { if (taken) "
            + "Monitor.Exit(_lock); }")]
    [InlineData("Monitor.TryEnter(_lock, 1000); if (Monitor.IsEntered(_lock)) { Work(); Monitor.Exit(_lock); }")]
    [InlineData("_rw.TryEnterWriteLock(10); Work(); if (_rw.IsWriteLockHeld) { _rw.ExitWriteLock(); }")]
    [InlineData("_rw.TryEnterReadLock(10); Work(); _rw.ExitWriteLock();")]
    [InlineData("Task waiting = _slim.WaitAsync(1000); Work(); _slim.Release();")]
    [InlineData("if (Ask()) { _slim.Wait(10); return; } _slim.Release();")]
    public Task Safe_Forms(string statements) => Silent<DroppedWaitAnalyzer>(Method(statements));

    [Theory]
    [InlineData("void Stop() => _slim.Wait(1000); void Work() { _slim.Wait(); _slim.Release(); }")]
    [InlineData("void Pause() => _wake.Wait(1000); void Wake() => _wake.Release();")]
    [InlineData("void Enter() => _given.Wait(1000); void Leave() => _given.Release(); void Give(SemaphoreSlim given) => _given = given;")]
    [InlineData("void Enter() { _slim.Wait(1000); Work(); } void Leave() => _slim.Release(); void Work() { }")]
    [InlineData("bool Enter() => _slim.Wait(1000); void Leave() => _slim.Release();")]
    [InlineData("Task EnterAsync() => _slim.WaitAsync(1000); void Leave() => _slim.Release();")]
    [InlineData("void Enter() => _mutex.WaitOne(1000);")]
    public Task Safe_WrapperMethods(string members) => Silent<DroppedWaitAnalyzer>(Type(members));

    [Theory]
    [InlineData("{|PSAFE312:_mutex.WaitOne(10)|}; Work(); Leave();", "void Leave() => _mutex.ReleaseMutex();")]
    [InlineData("{|PSAFE312:_mutex.WaitOne(10)|}; Work(); Leave(_mutex);", "static void Leave(Mutex gate) => gate.ReleaseMutex();")]
    [InlineData(
        "{|PSAFE312:_rw.TryEnterReadLock(10)|}; try { Work(); } finally { Leave(); }",
        "void Leave() => _rw.ExitReadLock();")]
    public Task Hazard_ReleasedByACall(string statements, string members) =>
        Reports<DroppedWaitAnalyzer>(Type(members + "void Append() { " + statements + " } void Work() { }"));

    [Theory]
    [InlineData("_mutex.WaitOne(10); Work(); Leave();", "void Leave() => _rw.ExitReadLock();")]
    [InlineData("Leave(); _mutex.WaitOne(10); Work();", "void Leave() => _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(10); Work(); Turn();", "void Turn() { _mutex.WaitOne(); _mutex.ReleaseMutex(); }")]
    public Task Safe_ReleasedByACall(string statements, string members) =>
        Silent<DroppedWaitAnalyzer>(Type(members + "void Append() { " + statements + " } void Work() { }"));

    private static string Method(string statements) => Type(
        $$"""
        void Append(int time)
            {
                {{statements}}
            }
            void Work() { }
            void Use(bool taken) { }
            bool Ask() => true;
        """);

    private static string Type(string members) =>
        $$"""
        #nullable disable
        #pragma warning disable CS0414, CS0649, CS4014
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        class Ledger
        {
            private const int Limit = 1000;
            private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);
            private readonly Mutex _mutex = new(false);
            private readonly Semaphore _named = new(1, 1);
            private readonly SemaphoreSlim _slim = new(1, 1);
            private readonly SemaphoreSlim _other = new(1, 1);
            private readonly SemaphoreSlim _wake = new(0);
            private SemaphoreSlim _given;
            private readonly AutoResetEvent _event = new(true);
            private readonly CountdownEvent _done = new(1);
            private readonly ReaderWriterLockSlim _rw = new();
            private readonly object _lock = new();
            {{members}}
        }
        """;
}
