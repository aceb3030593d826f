using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class WaitForMutexFixTests : RuleTest
{
    [Fact]
    public Task Fix_Declaration() => Fix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                // One writer at a time.
                using Mutex mutex = {|PSAFE307:new(initiallyOwned: true, @"Global\ledger")|}; // by its name
                Write();
                mutex.ReleaseMutex();
            }

            void Write() { }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                // One writer at a time.
                using Mutex mutex = new(initiallyOwned: false, @"Global\ledger"); // by its name
                try
                {
                    mutex.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }

                Write();
                mutex.ReleaseMutex();
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task Fix_Assignment() => Fix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                Mutex mutex;
                mutex = {|PSAFE307:new Mutex(initiallyOwned: true, @"Global\ledger")|};
                Write();
                mutex.ReleaseMutex();
            }

            void Write() { }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                Mutex mutex;
                mutex = new Mutex(initiallyOwned: false, @"Global\ledger");
                try
                {
                    mutex.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }

                Write();
                mutex.ReleaseMutex();
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task Fix_WaitedForAlready() => Fix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                using Mutex mutex = {|PSAFE307:new(initiallyOwned: true, @"Global\ledger")|};
                mutex.WaitOne();
                mutex.ReleaseMutex();
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                using Mutex mutex = new(initiallyOwned: false, @"Global\ledger");
                mutex.WaitOne();
                mutex.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Fix_UsingStatement() => Fix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                using (var mutex = {|PSAFE307:new Mutex(true, "ledger")|})
                {
                    mutex.ReleaseMutex();
                }

                using (var other = {|PSAFE307:new Mutex(true, "other")|})
                {
                    other.ReleaseMutex();
                }
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                using (var mutex = new Mutex(false, "ledger"))
                {
                    try
                    {
                        mutex.WaitOne();
                    }
                    catch (AbandonedMutexException)
                    {
                        // The process that held it has died: this thread owns it now.
                    }

                    mutex.ReleaseMutex();
                }

                using (var other = new Mutex(false, "other"))
                {
                    try
                    {
                        other.WaitOne();
                    }
                    catch (AbandonedMutexException)
                    {
                        // The process that held it has died: this thread owns it now.
                    }

                    other.ReleaseMutex();
                }
            }
        }
        """);

    [Fact]
    public Task NoFix_Field() => NoFix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        """
        using System.Threading;
        class Ledger
        {
            private static readonly Mutex s_mutex = {|PSAFE307:new(true, "ledger")|};
            void Close() => s_mutex.ReleaseMutex();
        }
        """);

    [Theory]
    [InlineData("({|PSAFE307:new Mutex(true, \"ledger\")|})", "(new Mutex(false, \"ledger\"))")]
    [InlineData("(Mutex){|PSAFE307:new(true, \"ledger\")|}!", "(Mutex)new(false, \"ledger\")!")]
    public Task Fix_InOtherWords(string creation, string expected) => Fix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        $$"""
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                using Mutex mutex = {{creation}};
                Write();
                mutex.ReleaseMutex();
            }

            void Write() { }
        }
        """,
        $$"""
        using System.Threading;

        class Ledger
        {
            void Append()
            {
                using Mutex mutex = {{expected}};
                try
                {
                    mutex.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }

                Write();
                mutex.ReleaseMutex();
            }

            void Write() { }
        }
        """);

    [Fact]
    public Task Fix_TopLevelStatement() => Fix<AssumedOwnershipAnalyzer, WaitForMutexFix>(
        """
        using System;
        using System.Threading;

        using Mutex mutex = {|PSAFE307:new(initiallyOwned: true, @"Global\ledger")|};
        Console.WriteLine();
        mutex.ReleaseMutex();
        """,
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(initiallyOwned: false, @"Global\ledger");
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The process that held it has died: this thread owns it now.
        }

        Console.WriteLine();
        mutex.ReleaseMutex();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
}
