using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>The releases that <see cref="AbandonedMutexFix"/> puts into a finally block.</summary>
public sealed class AbandonedMutexReleaseFixTests : RuleTest
{
    private const string Caught = "try { s_gate.WaitOne(); } catch (AbandonedMutexException) { }";

    [Fact]
    public Task Fix_Finally() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append()
            {
                try { s_gate.WaitOne(); } catch (AbandonedMutexException) { }

                // The work.
                Write();
                Write(); // twice
                {|PSAFE305:s_gate.ReleaseMutex()|};
                Write();
            }

            void Write() { }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append()
            {
                try { s_gate.WaitOne(); } catch (AbandonedMutexException) { }

                try
                {
                    // The work.
                    Write();
                    Write(); // twice
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }

                Write();
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task Fix_ReturnOfAVariable() => Fixes(
        $$"""
        {{Caught}}
                int count = Read();
                {|PSAFE305:s_gate.ReleaseMutex()|};
                return count;
        """,
        $$"""
        {{Caught}}
                try
                {
                    int count = Read();
                    return count;
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
        """);

    /// <summary>What was not got must not be released.</summary>
    [Fact]
    public Task Fix_BoundedWaitWithAGuard() => Fixes(
        """
        bool held;
                try { held = s_gate.WaitOne(100); } catch (AbandonedMutexException) { held = true; }
                if (!held)
                    return 0;

                Read();
                {|PSAFE305:s_gate.ReleaseMutex()|};
                return 1;
        """,
        """
        bool held;
                try { held = s_gate.WaitOne(100); } catch (AbandonedMutexException) { held = true; }
                if (!held)
                    return 0;

                try
                {
                    Read();
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }

                return 1;
        """);

    [Fact]
    public Task Fix_DeclaredAnswerWithAGuard() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            // Throws AbandonedMutexException once a writer has died.
            void Append()
            {
                bool held = s_gate.WaitOne(100);
                if (!held)
                    return;

                Write();
                {|PSAFE305:s_gate.ReleaseMutex()|};
            }

            void Write() { }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            // Throws AbandonedMutexException once a writer has died.
            void Append()
            {
                bool held = s_gate.WaitOne(100);
                if (!held)
                    return;

                try
                {
                    Write();
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

            void Write() { }
        }
        """);

    [Theory]
    [InlineData(
        """
        int count = Read();
                {|PSAFE305:s_gate.ReleaseMutex()|};
                return count + 1;
        """)]
    [InlineData(
        """
        if (Read() == 2)
                {
                    {|PSAFE305:s_gate.ReleaseMutex()|};
                    return 1;
                }

                Read();
                {|PSAFE305:s_gate.ReleaseMutex()|};
                return 2;
        """)]
    [InlineData(
        """
        if (Read() == 2)
                {
                    return 1;
                }

                {|PSAFE305:s_gate.ReleaseMutex()|};
                return 2;
        """)]
    public Task NoFix_NotTheOneReleaseOfEveryPath(string rest) => NoFix<AbandonedMutexAnalyzer, AbandonedMutexFix>(Source(
        $$"""
        {{Caught}}
                {{rest}}
        """));

    [Fact]
    public Task Fix_BodyOnOneLine() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append() { Enter(); Write(); {|PSAFE305:s_gate.ReleaseMutex()|}; }

            private void Enter()
            {
                try { s_gate.WaitOne(); } catch (AbandonedMutexException) { }
            }

            void Write() { }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append()
            {
                Enter();
                try
                {
                    Write();
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

            private void Enter()
            {
                try { s_gate.WaitOne(); } catch (AbandonedMutexException) { }
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task NoFix_ReleasedByACallToo() => NoFix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        $$"""
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append(bool isLate)
            {
                {{Caught}}
                Write();
                if (isLate)
                {
                    Leave();
                }

                {|PSAFE305:s_gate.ReleaseMutex()|};
            }

            void Write() { }

            void Leave() => {|PSAFE305:s_gate.ReleaseMutex()|};
        }
        """);

    [Fact]
    public Task NoFix_MayNotBeOwned() => NoFix<AbandonedMutexAnalyzer, AbandonedMutexFix>(Source(
        """
        bool held;
                try { held = s_gate.WaitOne(100); } catch (AbandonedMutexException) { held = true; }
                Read();
                {|PSAFE305:s_gate.ReleaseMutex()|};
                return 1;
        """));

    [Fact]
    public Task NoFix_ReleasedBeforeItIsTaken() => NoFix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        $$"""
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append(int count)
            {
                for (int i = 0; i < count; i++)
                {
                    if (i > 0)
                    {
                        {|PSAFE305:s_gate.ReleaseMutex()|};
                    }

                    {{Caught}}
                    Write();
                }
            }

            void Write() { }
        }
        """);

    private static Task Fixes(string body, string result) =>
        Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(Source(body), Source(result));

    private static string Source(string body) =>
        $$"""
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            int Count()
            {
                {{body}}
            }

            int Read() => 1;
        }
        """;
}
