using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>The review fix that <see cref="TryAddFix"/> offers beside its own: <see cref="BoundedFinalizerWaitFix"/>.</summary>
public sealed class BoundedFinalizerWaitFixTests : RuleTest
{
    [Fact]
    public Task Bound_OfAnEvent() => Bounds(
        """
        using System.Threading;

        class Job
        {
            private static readonly ManualResetEvent s_done = new ManualResetEvent(false);

            ~Job() => {|PSAFE203:s_done.WaitOne()|};
        }
        """,
        """
        using System;
        using System.Threading;

        class Job
        {
            private static readonly ManualResetEvent s_done = new ManualResetEvent(false);

            ~Job() => s_done.WaitOne(TimeSpan.FromSeconds(1));
        }
        """);

    [Fact]
    public Task Bound_OfASemaphoreThatIsReleased() => Bounds(
        """
        using System;
        using System.Threading;

        class Page
        {
            ~Page() => {|PSAFE203:Cache.Remove()|};
        }

        static class Cache
        {
            private static readonly SemaphoreSlim s_turn = new(1, 1);
            private static int s_removed;

            public static void Remove()
            {
                // One at a time.
                s_turn.Wait(); // us
                s_removed++;
                s_turn.Release();
            }

            public static void Trim()
            {
                s_turn.Wait();
                s_removed = 0;
                s_turn.Release();
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Page
        {
            ~Page() => Cache.Remove();
        }

        static class Cache
        {
            private static readonly SemaphoreSlim s_turn = new(1, 1);
            private static int s_removed;

            public static void Remove()
            {
                // One at a time.
                if (!s_turn.Wait(TimeSpan.FromSeconds(1))) // us
                {
                    return;
                }

                s_removed++;
                s_turn.Release();
            }

            public static void Trim()
            {
                s_turn.Wait();
                s_removed = 0;
                s_turn.Release();
            }
        }
        """);

    /// <summary>Of two branches that wait for the same, the other one would be reported then.</summary>
    [Fact]
    public Task Bound_InEachBranch() => Bounds(
        """
        using System;
        using System.Threading;

        class Page
        {
            private static readonly SemaphoreSlim s_turn = new(1, 1);
            private static int s_removed;

            ~Page() => {|PSAFE203:Remove()|};

            private void Remove()
            {
                if (s_removed > 9)
                {
                    s_turn.Wait();
                    s_removed = 0;
                }
                else
                {
                    s_turn.Wait();
                    s_removed++;
                }

                s_turn.Release();
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Page
        {
            private static readonly SemaphoreSlim s_turn = new(1, 1);
            private static int s_removed;

            ~Page() => Remove();

            private void Remove()
            {
                if (s_removed > 9)
                {
                    if (!s_turn.Wait(TimeSpan.FromSeconds(1)))
                    {
                        return;
                    }

                    s_removed = 0;
                }
                else
                {
                    if (!s_turn.Wait(TimeSpan.FromSeconds(1)))
                    {
                        return;
                    }

                    s_removed++;
                }

                s_turn.Release();
            }
        }
        """);

    /// <summary>All that one place leads to, in several methods.</summary>
    [Fact]
    public Task Bound_OfEachWaitInTurn() => Bounds(
        """
        using System;
        using System.Threading;

        class Job
        {
            private static readonly ManualResetEvent s_done = new ManualResetEvent(false);
            private static readonly Thread s_worker = new Thread(() => { });

            ~Job() => {|PSAFE203:Stop()|};

            private void Stop()
            {
                s_done.WaitOne();
                Join();
            }

            private void Join() => s_worker.Join();
        }
        """,
        """
        using System;
        using System.Threading;

        class Job
        {
            private static readonly ManualResetEvent s_done = new ManualResetEvent(false);
            private static readonly Thread s_worker = new Thread(() => { });

            ~Job() => Stop();

            private void Stop()
            {
                s_done.WaitOne(TimeSpan.FromSeconds(1));
                Join();
            }

            private void Join() => s_worker.Join(TimeSpan.FromSeconds(1));
        }
        """);

    /// <summary>The second wait takes no bound: the finding would stay.</summary>
    [Fact]
    public Task NoBound_WhereAnotherWaitTakesNone() => NoFix<BlockingFinalizerAnalyzer, TryAddFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Job
        {
            private static readonly ManualResetEvent s_done = new ManualResetEvent(false);
            private static readonly Task<int> s_work = Task.Run(() => 1);

            ~Job() => {|PSAFE203:Stop()|};

            private void Stop()
            {
                s_done.WaitOne();
                _ = s_work.Result;
            }
        }
        """);

    [Theory]
    [InlineData("static void Stop() => Wait();")]
    [InlineData("static System.Action Stop() => Wait;")]
    public Task NoBound_WhereOthersWaitToo(string other) => NoFix<BlockingFinalizerAnalyzer, TryAddFix>(
        $$"""
        using System.Threading;

        class Job
        {
            private static readonly ManualResetEvent s_done = new ManualResetEvent(false);

            ~Job() => {|PSAFE203:Wait()|};

            private static void Wait() => s_done.WaitOne();

            {{other}}
        }
        """);

    [Fact]
    public Task NoBound_WhereAFinallyReleases() => NoFix<BlockingFinalizerAnalyzer, TryAddFix>(
        """
        using System.Threading;

        class Page
        {
            private static readonly SemaphoreSlim s_turn = new(1, 1);

            ~Page()
            {
                try
                {
                    {|PSAFE203:s_turn.Wait()|};
                }
                finally
                {
                    s_turn.Release();
                }
            }
        }
        """);

    private static Task Bounds(string source, string bounded) => Fix<BlockingFinalizerAnalyzer, TryAddFix>(
        source,
        bounded,
        static test =>
        {
            test.CodeActionEquivalenceKey = "PSAFE203.BoundedWait";
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        });
}
