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
    public Task Wait_WhoseResultIsUsed() => Converts(
        """
        lock (s_gate)
        {
            s_count = 0;
            long bytes = {|PSAFE206:GC.GetTotalMemory(true)|};
            Console.WriteLine(bytes);
        }
        """,
        """
        lock (s_gate)
        {
            s_count = 0;
        }
        long bytes = GC.GetTotalMemory(true);
        Console.WriteLine(bytes);
        """);

    [Fact]
    public Task Wait_WhoseResultIsUsedBehindTheLock() => Converts(
        """
        long bytes;
        lock (s_gate)
        {
            s_count = 0;
            bytes = {|PSAFE206:GC.GetTotalMemory(true)|} / 1024;
        }

        Console.WriteLine(bytes);
        """,
        """
        long bytes;
        lock (s_gate)
        {
            s_count = 0;
        }
        bytes = GC.GetTotalMemory(true) / 1024;

        Console.WriteLine(bytes);
        """);

    /// <summary>What others may see as well belongs under the lock.</summary>
    [Theory]
    [InlineData("long bytes = {|PSAFE206:GC.GetTotalMemory(true)|};\n    s_count = (int)bytes;")]
    [InlineData("s_count = (int){|PSAFE206:GC.GetTotalMemory(true)|};")]
    [InlineData("long bytes = {|PSAFE206:GC.GetTotalMemory(true)|};\n    Note(bytes);")]
    [InlineData("long bytes = {|PSAFE206:GC.GetTotalMemory(true)|};\n    Console.WriteLine(bytes - s_count);")]
    public Task Wait_WhoseResultIsShared_HasNoFix(string statements) => Stays(
        $$"""
        lock (s_gate)
        {
            {{statements}}
        }
        """);

    /// <summary>Whom a release wakes up must find what the lock guards.</summary>
    [Fact]
    public Task Wait_WhoseResultComesBeforeARelease_HasNoFix() => Stays(
        """
        System.Threading.SemaphoreSlim free = new(0);
        lock (s_gate)
        {
            s_count = 0;
            long bytes = {|PSAFE206:GC.GetTotalMemory(true)|};
            free.Release();
        }
        """);

    [Theory]
    [InlineData("{|PSAFE206:GC.WaitForPendingFinalizers()|};")]
    [InlineData("{\n        {|PSAFE206:GC.WaitForPendingFinalizers()|};\n    }")]
    public Task Wait_InABranch(string body) => Converts(
        $$"""
        lock (s_gate)
        {
            s_count++;
            if (s_count > 3)
            {{body}}
        }
        """,
        """
        bool wait;
        lock (s_gate)
        {
            s_count++;
            wait = s_count > 3;
        }
        if (wait)
        {
            GC.WaitForPendingFinalizers();
        }
        """);

    /// <summary>A parameter is the same behind the lock.</summary>
    [Fact]
    public Task Wait_InABranchOfAParameter() => Converts(
        """
        lock (s_gate)
        {
            s_count++;
            // Only when asked.
            if (all)
            {
                GC.Collect();
                {|PSAFE206:GC.WaitForPendingFinalizers()|};
            }
        }
        """,
        """
        lock (s_gate)
        {
            s_count++;
        }
        // Only when asked.
        if (all)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        """);

    [Fact]
    public Task Wait_InABranchOfSeveral() => Converts(
        """
        s_count++;

        // Takes turns.
        lock (s_gate)
        {
            bool late = s_count > 5;
            if (s_count > 3)
            {
                s_count = 0;
                // The old ones.
                GC.Collect();
                {|PSAFE206:GC.WaitForPendingFinalizers()|};
            }
            else if (late)
            {
                s_count = 1;
            }
        }
        """,
        """
        s_count++;

        bool wait = false;
        // Takes turns.
        lock (s_gate)
        {
            bool late = s_count > 5;
            if (s_count > 3)
            {
                s_count = 0;
                wait = true;
            }
            else if (late)
            {
                s_count = 1;
            }
        }
        // The old ones.
        if (wait)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        """);

    [Fact]
    public Task Wait_InABranchOfAVariableOfTheBlock() => Converts(
        """
        System.Threading.Monitor.Enter(s_gate);
        try
        {
            bool late = s_count > 5;
            if (late)
                {|PSAFE206:GC.WaitForPendingFinalizers()|};
        }
        finally
        {
            System.Threading.Monitor.Exit(s_gate);
        }
        """,
        """
        bool wait;
        System.Threading.Monitor.Enter(s_gate);
        try
        {
            bool late = s_count > 5;
            wait = late;
        }
        finally
        {
            System.Threading.Monitor.Exit(s_gate);
        }
        if (wait)
        {
            GC.WaitForPendingFinalizers();
        }
        """);

    [Theory]
    [InlineData("foreach (int one in new[] { 1 })\n        {|PSAFE206:GC.WaitForPendingFinalizers()|};")]
    [InlineData("if (s_count > 3)\n        {|PSAFE206:GC.WaitForPendingFinalizers()|};\n    s_count = 0;")]
    [InlineData("if (s_count is var count && count > 3)\n        {|PSAFE206:SettleIf(count > 4)|};")]
    public Task Wait_InABranch_HasNoFix(string statements) => Stays(
        $$"""
        lock (s_gate)
        {
            {{statements}}
        }
        """);

    [Fact]
    public Task Wait_UnderTwoLocks_ThatNeedsAVariableOfTheOuter_HasNoFix() => Stays(
        """
        lock (typeof(Cache))
        {
            bool late = s_count > 3;
            lock (s_gate)
            {
                s_count = 0;
                {|PSAFE206:SettleIf(late)|};
            }
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

            static void Run(bool all)
            {
                {{body.Replace("\n", "\n        ").Replace("\n        \n", "\n\n")}}
            }

            static void Note(long bytes) => s_count = (int)bytes;

            static void Settle() => GC.WaitForPendingFinalizers();

            static void SettleIf(bool wait)
            {
                if (wait)
                    GC.WaitForPendingFinalizers();
            }
        }
        """;
}
