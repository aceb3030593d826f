using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

public sealed class WaitAfterLockFixTests : RuleTest
{
    [Fact]
    public Task Wait_WithTheCollectionBeforeIt() => Converts(
        """
        lock (s_gate)
        {
            s_count = 0;
            // Let the old ones go.
            GC.Collect(); // all generations
            {|PSAFE206:GC.WaitForPendingFinalizers()|};
        }

        s_count++;
        """,
        """
        lock (s_gate)
        {
            s_count = 0;
        }
        // Let the old ones go.
        GC.Collect(); // all generations
        GC.WaitForPendingFinalizers();

        s_count++;
        """);

    [Fact]
    public Task Wait_BetweenTwoCollections() => Converts(
        """
        lock (s_gate)
        {
            s_count = 0;
            GC.Collect();
            {|PSAFE206:GC.WaitForPendingFinalizers()|};
            GC.Collect();
        }
        """,
        """
        lock (s_gate)
        {
            s_count = 0;
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        """);

    [Fact]
    public Task Wait_Alone() => Converts(
        """
        lock (s_gate)
        {
            s_count = 0;
            {|PSAFE206:GC.GetTotalMemory(true)|};
        }
        """,
        """
        lock (s_gate)
        {
            s_count = 0;
        }
        GC.GetTotalMemory(true);
        """);

    [Fact]
    public Task Wait_ThroughACall() => Converts(
        """
        lock (s_gate)
        {
            s_count = 0;
            {|PSAFE206:Settle()|};
        }
        """,
        """
        lock (s_gate)
        {
            s_count = 0;
        }
        Settle();
        """);

    [Fact]
    public Task Wait_ThatOthersFollow_HasNoFix() => Stays(
        """
        lock (s_gate)
        {
            {|PSAFE206:GC.WaitForPendingFinalizers()|};
            s_count = 0;
        }
        """);

    [Fact]
    public Task Wait_WhoseResultIsUsed_HasNoFix() => Stays(
        """
        lock (s_gate)
        {
            long bytes = {|PSAFE206:GC.GetTotalMemory(true)|};
            Console.WriteLine(bytes);
        }
        """);

    [Fact]
    public Task Wait_InABranch_HasNoFix() => Stays(
        """
        lock (s_gate)
        {
            if (s_count > 3)
                {|PSAFE206:GC.WaitForPendingFinalizers()|};
        }
        """);

    [Fact]
    public Task Wait_ThatNeedsAVariableOfTheBlock_HasNoFix() => Stays(
        """
        lock (s_gate)
        {
            bool wait = s_count > 3;
            {|PSAFE206:SettleIf(wait)|};
        }
        """);

    [Fact]
    public Task Wait_UnderTwoLocks() => Converts(
        """
        lock (typeof(Cache))
        {
            lock (s_gate)
            {
                s_count = 0;
                {|PSAFE206:GC.WaitForPendingFinalizers()|};
            }
        }
        """,
        """
        lock (typeof(Cache))
        {
            lock (s_gate)
            {
                s_count = 0;
            }
        }
        GC.WaitForPendingFinalizers();
        """);

    [Fact]
    public Task Wait_UnderTwoLocksOfWhichOneGoesOn_HasNoFix() => Stays(
        """
        lock (typeof(Cache))
        {
            lock (s_gate)
            {
                {|PSAFE206:GC.WaitForPendingFinalizers()|};
            }

            s_count = 0;
        }
        """);

    [Fact]
    public Task Wait_UnderAMonitor() => Converts(
        """
        System.Threading.Monitor.Enter(s_gate);
        s_count = 0;
        {|PSAFE206:GC.WaitForPendingFinalizers()|};
        System.Threading.Monitor.Exit(s_gate);
        """,
        """
        System.Threading.Monitor.Enter(s_gate);
        s_count = 0;
        System.Threading.Monitor.Exit(s_gate);
        GC.WaitForPendingFinalizers();
        """);

    [Fact]
    public Task Wait_InATryWhoseFinallyReleases() => Converts(
        """
        System.Threading.Monitor.Enter(s_gate);
        try
        {
            s_count = 0;
            {|PSAFE206:GC.WaitForPendingFinalizers()|};
        }
        finally
        {
            System.Threading.Monitor.Exit(s_gate);
        }
        """,
        """
        System.Threading.Monitor.Enter(s_gate);
        try
        {
            s_count = 0;
        }
        finally
        {
            System.Threading.Monitor.Exit(s_gate);
        }
        GC.WaitForPendingFinalizers();
        """);

    [Fact]
    public Task Wait_WhoseResultIsReturned() => Fix<FinalizerWaitUnderLockAnalyzer, WaitAfterLockFix>(
        """
        using System;

        static class Cache
        {
            private static readonly object s_gate = new object();
            private static int s_count;

            static long Measure()
            {
                lock (s_gate)
                {
                    s_count = 0;
                    return {|PSAFE206:GC.GetTotalMemory(true)|};
                }
            }
        }
        """,
        """
        using System;

        static class Cache
        {
            private static readonly object s_gate = new object();
            private static int s_count;

            static long Measure()
            {
                lock (s_gate)
                {
                    s_count = 0;
                }
                return GC.GetTotalMemory(true);
            }
        }
        """);

    private static Task Converts(string body, string converted) =>
        Fix<FinalizerWaitUnderLockAnalyzer, WaitAfterLockFix>(Source(body), Source(converted));

    private static Task Stays(string body) => NoFix<FinalizerWaitUnderLockAnalyzer, WaitAfterLockFix>(Source(body));

    private static string Source(string body) =>
        $$"""
        using System;

        static class Cache
        {
            private static readonly object s_gate = new object();
            private static int s_count;

            static void Run()
            {
                {{body.Replace("\n", "\n        ").Replace("\n        \n", "\n\n")}}
            }

            static void Settle() => GC.WaitForPendingFinalizers();

            static void SettleIf(bool wait)
            {
                if (wait)
                    GC.WaitForPendingFinalizers();
            }
        }
        """;
}
