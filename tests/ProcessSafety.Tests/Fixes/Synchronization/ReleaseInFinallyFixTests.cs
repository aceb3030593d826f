using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class ReleaseInFinallyFixTests : RuleTest
{
    [Fact]
    public Task Fix_Finally() => Fix<AbandonedMutexAnalyzer, ReleaseInFinallyFix>(
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
    public Task NoFix_VariableIsNeededLater() => NoFix<AbandonedMutexAnalyzer, ReleaseInFinallyFix>(
        """
        using System.Threading;
        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");
            int Count()
            {
                try { s_gate.WaitOne(); } catch (AbandonedMutexException) { }
                int count = Read();
                {|PSAFE305:s_gate.ReleaseMutex()|};
                return count;
            }
            int Read() => 1;
        }
        """);
}
