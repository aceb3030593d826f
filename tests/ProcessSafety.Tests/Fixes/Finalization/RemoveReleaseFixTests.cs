using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

public sealed class RemoveReleaseFixTests : RuleTest
{
    [Fact]
    public Task Remove_TheWholeFinalizer() => Fix<UnownedReleaseFinalizerAnalyzer, RemoveReleaseFix>(
        """
        using System.Threading;

        class MutexGuard
        {
            private readonly Mutex _mutex = new();

            ~MutexGuard() => {|PSAFE205:_mutex.ReleaseMutex()|};

            public void Enter() => _mutex.WaitOne();
        }
        """,
        """
        using System.Threading;

        class MutexGuard
        {
            private readonly Mutex _mutex = new();

            public void Enter() => _mutex.WaitOne();
        }
        """);

    [Fact]
    public Task Remove_OneStatement() => Fix<UnownedReleaseFinalizerAnalyzer, RemoveReleaseFix>(
        """
        using System;
        using System.Threading;

        class Scope
        {
            private readonly object _gate = new();

            ~Scope()
            {
                Console.WriteLine("lost");
                // The lock goes too.
                {|PSAFE205:Monitor.Exit(_gate)|};
            }

            public void Enter() => Monitor.Enter(_gate);
        }
        """,
        """
        using System;
        using System.Threading;

        class Scope
        {
            private readonly object _gate = new();

            ~Scope()
            {
                Console.WriteLine("lost");
                // The lock goes too.
            }

            public void Enter() => Monitor.Enter(_gate);
        }
        """);

    [Fact]
    public Task Remove_BetweenDirectives() => Fix<UnownedReleaseFinalizerAnalyzer, RemoveReleaseFix>(
        """
        using System;
        using System.Threading;

        class Scope
        {
            private readonly object _gate = new();

            #region Finalizer

            ~Scope()
            {
        #if !NEVER
                {|PSAFE205:Monitor.Exit(_gate)|};
        #endif
            }

            #endregion

            public void Enter() => Monitor.Enter(_gate);
        }

        class Guard
        {
            private readonly Mutex _mutex = new();

            public void Enter() => _mutex.WaitOne();

            #region Finalizer

            ~Guard() => {|PSAFE205:_mutex.ReleaseMutex()|};

            #endregion
        }
        """,
        """
        using System;
        using System.Threading;

        class Scope
        {
            private readonly object _gate = new();

            #region Finalizer

            ~Scope()
            {
        #if !NEVER
        #endif
            }

            #endregion

            public void Enter() => Monitor.Enter(_gate);
        }

        class Guard
        {
            private readonly Mutex _mutex = new();

            public void Enter() => _mutex.WaitOne();
        }
        """);

    [Fact]
    public Task Remove_TheCallOfWhatOthersCallToo() => Fix<UnownedReleaseFinalizerAnalyzer, RemoveReleaseFix>(
        """
        using System;
        using System.Threading;

        class Scope : IDisposable
        {
            private readonly object _gate = new();

            public Scope() => Monitor.Enter(_gate);

            ~Scope() => {|PSAFE205:Release()|};

            public void Dispose() => Release();

            private void Release() => Monitor.Exit(_gate);
        }
        """,
        """
        using System;
        using System.Threading;

        class Scope : IDisposable
        {
            private readonly object _gate = new();

            public Scope() => Monitor.Enter(_gate);

            public void Dispose() => Release();

            private void Release() => Monitor.Exit(_gate);
        }
        """);

    [Fact]
    public Task Stays_WhereTheMethodDoesMoreAndOthersCallIt() => NoFix<UnownedReleaseFinalizerAnalyzer, RemoveReleaseFix>(
        """
        using System;
        using System.Threading;

        class Scope : IDisposable
        {
            private readonly object _gate = new();

            public Scope() => Monitor.Enter(_gate);

            ~Scope() => {|PSAFE205:Release()|};

            public void Dispose() => Release();

            private void Release()
            {
                Console.WriteLine("released");
                Monitor.Exit(_gate);
            }
        }
        """);
}
