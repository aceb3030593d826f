using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class CatchAbandonedMutexFixTests : RuleTest
{
    [Fact]
    public Task Fix_Catch() => Fix<AbandonedMutexAnalyzer, CatchAbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append()
            {
                // One writer at a time.
                {|PSAFE305:s_gate.WaitOne()|}; // waits
                s_gate.ReleaseMutex();
            }

            void TryAppend()
            {
                var held = {|PSAFE305:s_gate.WaitOne(100)|};
                if (!held)
                    return;

                s_gate.ReleaseMutex();
                held = {|PSAFE305:s_gate.WaitOne(200)|};
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            void Append()
            {
                // One writer at a time.
                try
                {
                    s_gate.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: it is ours now.
                } // waits

                s_gate.ReleaseMutex();
            }

            void TryAppend()
            {
                bool held;
                try
                {
                    held = s_gate.WaitOne(100);
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: it is ours now.
                    held = true;
                }

                if (!held)
                    return;

                s_gate.ReleaseMutex();
                try
                {
                    held = s_gate.WaitOne(200);
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: it is ours now.
                    held = true;
                }
            }
        }
        """);

    [Fact]
    public Task NoFix_WaitInACondition() => NoFix<AbandonedMutexAnalyzer, CatchAbandonedMutexFix>(
        """
        using System.Threading;
        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");
            bool TryAppend()
            {
                if (!{|PSAFE305:s_gate.WaitOne(0)|})
                    return false;
                s_gate.ReleaseMutex();
                return true;
            }
        }
        """);
}
