using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class UnownedReleaseFinalizerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Mutex", "_x.ReleaseMutex()")]
    [InlineData("object", "Monitor.Exit(_x)")]
    [InlineData("Lock", "_x.Exit()")]
    [InlineData("ReaderWriterLockSlim", "_x.ExitReadLock()")]
    [InlineData("ReaderWriterLockSlim", "_x.ExitWriteLock()")]
    [InlineData("ReaderWriterLockSlim", "_x.ExitUpgradeableReadLock()")]
    [InlineData("ReaderWriterLock", "_x.ReleaseReaderLock()")]
    [InlineData("ReaderWriterLock", "_x.ReleaseWriterLock()")]
    public Task Hazard_ReleaseWithoutEnter(string type, string release) => Reports<UnownedReleaseFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Holder
        {
            readonly {{type}} _x = new();

            ~Holder() => {|PSAFE205:{{release}}|};
        }
        """);

    [Fact]
    public Task Hazard_SpinLockReleasedWithoutEnter() => Reports<UnownedReleaseFinalizerAnalyzer>(
        """
        using System.Threading;

        class Holder
        {
            static SpinLock s_lock = new(true);

            ~Holder() => {|PSAFE205:s_lock.Exit(false)|};
        }
        """);

    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<UnownedReleaseFinalizerAnalyzer>(
        """
        using System;
        using System.Threading;

        class Gate : IDisposable
        {
            readonly Mutex _mutex;

            public Gate(Mutex mutex)
            {
                _mutex = mutex;
                _mutex.WaitOne();
            }

            ~Gate() => {|#0:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => {|#1:Leave()|};

            void Leave() => {|#2:_mutex.ReleaseMutex()|};
        }
        """,
        new DiagnosticResult(Rules.FinalizerReleasesUnownedLock).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Gate → Dispose → Leave → _mutex.ReleaseMutex()"));

    [Fact]
    public Task Hazard_ReleaseInTheElseBranchOfDisposing() => Reports<UnownedReleaseFinalizerAnalyzer>(
        """
        using System;
        using System.Threading;

        class Holder : IDisposable
        {
            readonly Mutex _mutex = new();

            ~Holder() => {|PSAFE205:Dispose(false)|};

            public void Dispose() => Dispose(true);

            void Dispose(bool disposing)
            {
                if (disposing)
                    _mutex.Dispose();
                else
                    _mutex.ReleaseMutex();
            }
        }
        """);

    [Theory]
    [InlineData("SemaphoreSlim", "_x.Release()")]
    [InlineData("Semaphore", "_x.Release()")]
    [InlineData("ManualResetEvent", "_x.Set()")]
    [InlineData("CountdownEvent", "_x.Signal()")]
    [InlineData("Mutex", "_x.Dispose()")]
    [InlineData("Mutex", "_x.SafeWaitHandle.Close()")]
    public Task Safe_PrimitiveThatNoThreadOwns(string type, string release) => Silent<UnownedReleaseFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Holder
        {
            readonly {{type}} _x;

            public Holder({{type}} x) => _x = x;

            ~Holder()
            {
                {{release}};
            }
        }
        """);

    [Fact]
    public Task Safe_ReleaseWhileDisposing() => Silent<UnownedReleaseFinalizerAnalyzer>(
        """
        using System;
        using System.Threading;

        class Holder : IDisposable
        {
            readonly Mutex _mutex = new(true);

            ~Holder() => Dispose(false);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            void Dispose(bool disposing)
            {
                if (!disposing)
                    return;

                _mutex.ReleaseMutex();
                _mutex.Dispose();
            }
        }
        """);

    [Fact]
    public Task Safe_TypeWithoutFinalizer() => Silent<UnownedReleaseFinalizerAnalyzer>(
        """
        using System;
        using System.Threading;

        class Holder : IDisposable
        {
            readonly Mutex _mutex = new(true);

            public void Dispose() => _mutex.ReleaseMutex();
        }
        """);
}
