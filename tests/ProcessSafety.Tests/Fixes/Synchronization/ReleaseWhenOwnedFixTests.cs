using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class ReleaseWhenOwnedFixTests : RuleTest
{
    /// <summary>Where a function releases, its call gets the condition.</summary>
    [Fact]
    public Task Fix_CallOfAFunctionThatReleases() => Fix<UnownedReleaseAnalyzer, ReleaseWhenOwnedFix>(
        """
        using System;
        using System.Threading;

        using var mutex = new Mutex(true, "app", out bool isFirst);
        if (isFirst)
        {
            Console.WriteLine("runs");
        }

        Leave(mutex);

        static void Leave(Mutex gate) => {|PSAFE313:gate.ReleaseMutex()|};
        """,
        """
        using System;
        using System.Threading;

        using var mutex = new Mutex(true, "app", out bool isFirst);
        if (isFirst)
        {
            Console.WriteLine("runs");
        }

        if (isFirst)
        {
            Leave(mutex);
        }

        static void Leave(Mutex gate) => gate.ReleaseMutex();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_CreatedNew() => Fix<UnownedReleaseAnalyzer, ReleaseWhenOwnedFix>(
        """
        using System;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                using Mutex mutex = new Mutex(true, "app", out bool createdNew);
                try
                {
                    if (!createdNew)
                    {
                        return;
                    }

                    Console.WriteLine("runs");
                }
                finally
                {
                    // Let the next one in.
                    {|PSAFE313:mutex.ReleaseMutex()|}; // ours
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                using Mutex mutex = new Mutex(true, "app", out bool createdNew);
                try
                {
                    if (!createdNew)
                    {
                        return;
                    }

                    Console.WriteLine("runs");
                }
                finally
                {
                    // Let the next one in.
                    if (createdNew)
                    {
                        mutex.ReleaseMutex(); // ours
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Fix_AnswersOfWaits() => Fix<UnownedReleaseAnalyzer, ReleaseWhenOwnedFix>(
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly Mutex _mutex = new(false);
            private bool _isOwned;

            void Asked()
            {
                if (!_mutex.WaitOne(1000))
                {
                    Console.WriteLine("busy");
                }

                Console.WriteLine("written");
                {|PSAFE313:_mutex.ReleaseMutex()|};
            }

            void Inside()
            {
                try
                {
                    if (!_mutex.WaitOne(1000))
                    {
                        return;
                    }

                    Console.WriteLine("written");
                }
                finally
                {
                    {|PSAFE313:_mutex.ReleaseMutex()|};
                }
            }

            void Declared()
            {
                bool taken = _mutex.WaitOne(1000);
                if (taken)
                {
                    Console.WriteLine("written");
                }

                {|PSAFE313:_mutex.ReleaseMutex()|};
            }

            void DeclaredInside()
            {
                try
                {
                    bool taken = _mutex.WaitOne(1000);
                    if (taken)
                    {
                        Console.WriteLine("written");
                    }
                }
                finally
                {
                    {|PSAFE313:_mutex.ReleaseMutex()|};
                }
            }

            void Negated()
            {
                bool isBusy = !_mutex.WaitOne(1000);
                if (!isBusy)
                {
                    Console.WriteLine("written");
                }

                {|PSAFE313:_mutex.ReleaseMutex()|};
            }

            void InAField()
            {
                _isOwned = _mutex.WaitOne(1000);
                if (_isOwned)
                {
                    Console.WriteLine("written");
                }

                {|PSAFE313:_mutex.ReleaseMutex()|};
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly Mutex _mutex = new(false);
            private bool _isOwned;

            void Asked()
            {
                bool isOwned = _mutex.WaitOne(1000);
                if (!isOwned)
                {
                    Console.WriteLine("busy");
                }

                Console.WriteLine("written");
                if (isOwned)
                {
                    _mutex.ReleaseMutex();
                }
            }

            void Inside()
            {
                bool isOwned = false;
                try
                {
                    if (!(isOwned = _mutex.WaitOne(1000)))
                    {
                        return;
                    }

                    Console.WriteLine("written");
                }
                finally
                {
                    if (isOwned)
                    {
                        _mutex.ReleaseMutex();
                    }
                }
            }

            void Declared()
            {
                bool taken = _mutex.WaitOne(1000);
                if (taken)
                {
                    Console.WriteLine("written");
                }

                if (taken)
                {
                    _mutex.ReleaseMutex();
                }
            }

            void DeclaredInside()
            {
                bool isOwned = false;
                try
                {
                    bool taken = isOwned = _mutex.WaitOne(1000);
                    if (taken)
                    {
                        Console.WriteLine("written");
                    }
                }
                finally
                {
                    if (isOwned)
                    {
                        _mutex.ReleaseMutex();
                    }
                }
            }

            void Negated()
            {
                bool isOwned = false;
                bool isBusy = !(isOwned = _mutex.WaitOne(1000));
                if (!isBusy)
                {
                    Console.WriteLine("written");
                }

                if (isOwned)
                {
                    _mutex.ReleaseMutex();
                }
            }

            void InAField()
            {
                _isOwned = _mutex.WaitOne(1000);
                if (_isOwned)
                {
                    Console.WriteLine("written");
                }

                if (_isOwned)
                {
                    _mutex.ReleaseMutex();
                }
            }
        }
        """);

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    public Task Fix_AnswerAskedAfterTheRelease(string between) => Fix<UnownedReleaseAnalyzer, ReleaseWhenOwnedFix>(
        $$"""
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly Mutex _mutex = new(false);

            void Append()
            {
                bool taken = _mutex.WaitOne(1000);{{between}}{|PSAFE313:_mutex.ReleaseMutex()|};
                if (taken)
                {
                    Console.WriteLine("written");
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private readonly Mutex _mutex = new(false);

            void Append()
            {
                bool taken = _mutex.WaitOne(1000); if (taken)
                {
                    _mutex.ReleaseMutex();
                }

                if (taken)
                {
                    Console.WriteLine("written");
                }
            }
        }
        """);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<UnownedReleaseAnalyzer, ReleaseWhenOwnedFix>(
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(true, "app", out bool isFirst);
        if (isFirst)
        {
            Console.WriteLine("runs");
        }

        mutex?{|PSAFE313:.ReleaseMutex()|};
        Console.WriteLine("end");
        """,
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(true, "app", out bool isFirst);
        if (isFirst)
        {
            Console.WriteLine("runs");
        }

        if (isFirst)
        {
            mutex?.ReleaseMutex();
        }

        Console.WriteLine("end");
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("if (_mutex.WaitOne(1000)) { Write(); } if (_mutex != null) {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData(
        "using (var m = new Mutex(true, \"a\", out bool isNew)) { if (isNew) { Write(); } Give(() => { }); "
            + "{|PSAFE313:m.ReleaseMutex()|}\n#if TRACE\n#endif\n; }")]
    public Task NoFix_Forms(string statements) => NoFix<UnownedReleaseAnalyzer, ReleaseWhenOwnedFix>(
        $$"""
        using System.Threading;

        class Ledger
        {
            private readonly Mutex _mutex = new(false);

            void Append()
            {
                {{statements}}
            }

            void Write() { }

            void Give(System.Action action) => action();
        }
        """);
}
