using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class AbandonedMutexFixTests : RuleTest
{
    private const string WaitFor =
        """

            private static bool WaitFor(Mutex mutex, int millisecondsTimeout)
            {
                try
                {
                    return mutex.WaitOne(millisecondsTimeout);
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                    return true;
                }
            }
        }
        """;

    [Fact]
    public Task Wait_AsAStatement() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
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
                    s_gate.WaitOne(); // waits
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }

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
                    // The process that held it has died: this thread owns it now.
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
                    // The process that held it has died: this thread owns it now.
                    held = true;
                }
            }
        }
        """);

    [Fact]
    public Task Wait_InAnIf() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            bool TryAppend()
            {
                // Not twice.
                if (!{|PSAFE305:s_gate.WaitOne(0)|}) // at once
                    return false;

                s_gate.ReleaseMutex();
                return true;
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            bool TryAppend()
            {
                // Not twice.
                bool owned;
                try
                {
                    owned = s_gate.WaitOne(0);
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                    owned = true;
                }

                if (!owned) // at once
                    return false;

                s_gate.ReleaseMutex();
                return true;
            }
        }
        """);

    [Fact]
    public Task Wait_InAReturnAndABody() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public bool Enter()
            {
        #if !NEVER
                return /* soon */ {|PSAFE305:s_gate.WaitOne(10)|}; // or not
        #endif
            }

            // Waits.
            public bool EnterLater() => {|PSAFE305:s_gate.WaitOne(20)|};

            public void EnterAnyway() => {|PSAFE305:s_gate.WaitOne()|};
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public bool Enter()
            {
        #if !NEVER
                try
                {
                    return /* soon */ s_gate.WaitOne(10); // or not
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                    return true;
                }
        #endif
            }

            // Waits.
            public bool EnterLater()
            {
                try
                {
                    return s_gate.WaitOne(20);
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                    return true;
                }
            }

            public void EnterAnyway()
            {
                try
                {
                    s_gate.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }
            }
        }
        """);

    [Fact]
    public Task Wait_InALoopAndBehindACondition_GetsAMethod() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public void Enter()
            {
                while (!{|PSAFE305:s_gate.WaitOne(100)|})
                {
                    Console.WriteLine("waiting");
                }
            }

            public bool Ask(bool isReady) => isReady && {|PSAFE305:s_gate.WaitOne(0)|};
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public void Enter()
            {
                while (!WaitFor(s_gate, 100))
                {
                    Console.WriteLine("waiting");
                }
            }

            public bool Ask(bool isReady) => isReady && WaitFor(s_gate, 0);

        """ + WaitFor);

    /// <summary>The index is counted up before the wait.</summary>
    [Fact]
    public Task Wait_AssignedToAnElement_GetsAMethod() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");
            private readonly bool[] _busy = new bool[4];
            private int _next;

            public void Ask()
            {
                _busy[_next++] = !{|PSAFE305:s_gate.WaitOne(0)|};
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");
            private readonly bool[] _busy = new bool[4];
            private int _next;

            public void Ask()
            {
                _busy[_next++] = !WaitFor(s_gate, 0);
            }

        """ + WaitFor);

    [Fact]
    public Task Wait_InALambda_GetsAMethod() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public Func<bool> Waiting() => () => {|PSAFE305:s_gate.WaitOne(millisecondsTimeout: 5)|};
        }
        """,
        """
        using System;
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public Func<bool> Waiting() => () => WaitFor(s_gate, millisecondsTimeout: 5);

        """ + WaitFor);

    [Fact]
    public Task Wait_AsAWholeBodyOfAnIf() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public void Enter(bool isShared)
            {
                if (isShared)
                    {|PSAFE305:s_gate.WaitOne()|};
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public void Enter(bool isShared)
            {
                if (isShared)
                {
                    try
                    {
                        s_gate.WaitOne();
                    }
                    catch (AbandonedMutexException)
                    {
                        // The process that held it has died: this thread owns it now.
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Wait_InABodyOnOneLine() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public void Enter() { {|PSAFE305:s_gate.WaitOne()|}; }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");

            public void Enter()
            {
                try
                {
                    s_gate.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }
            }
        }
        """);

    [Fact]
    public Task TopLevel_WaitWorkAndRelease() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System;
        using System.Threading;

        using Mutex gate = new(false, "ledger");
        {|PSAFE305:gate.WaitOne()|};
        Console.WriteLine("written");
        {|PSAFE305:gate.ReleaseMutex()|};
        Console.WriteLine("done");
        """,
        """
        using System;
        using System.Threading;

        using Mutex gate = new(false, "ledger");
        try
        {
            gate.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The process that held it has died: this thread owns it now.
        }

        try
        {
            Console.WriteLine("written");
        }
        finally
        {
            gate.ReleaseMutex();
        }

        Console.WriteLine("done");
        """,
        static test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.NumberOfIncrementalIterations = 2;
        });

    [Fact]
    public Task TopLevel_WaitInAnIf_BelowTheHeading() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        // A program.
        using System;
        using System.Threading;

        using Mutex gate = new(false, "ledger");
        if (!{|PSAFE305:gate.WaitOne(0)|})
        {
            Console.WriteLine("runs already");
            return;
        }
        else if (args.Length > 0 && {|PSAFE305:gate.WaitOne(0)|})
            Console.WriteLine("twice");

        Console.WriteLine("works");
        """,
        """
        // A program.
        using System;
        using System.Threading;

        using Mutex gate = new(false, "ledger");
        bool owned;
        try
        {
            owned = gate.WaitOne(0);
        }
        catch (AbandonedMutexException)
        {
            // The process that held it has died: this thread owns it now.
            owned = true;
        }

        if (!owned)
        {
            Console.WriteLine("runs already");
            return;
        }
        else if (args.Length > 0 && WaitFor(gate, 0))
            Console.WriteLine("twice");

        Console.WriteLine("works");

        static bool WaitFor(Mutex mutex, int millisecondsTimeout)
        {
            try
            {
                return mutex.WaitOne(millisecondsTimeout);
            }
            catch (AbandonedMutexException)
            {
                // The process that held it has died: this thread owns it now.
                return true;
            }
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task TopLevel_WaitInALoop_GetsALocalFunction() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System;
        using System.Threading;

        using Mutex gate = new(false, "ledger");
        while (!{|PSAFE305:gate.WaitOne(100)|})
        {
            Console.WriteLine("waiting");
        }
        """,
        """
        using System;
        using System.Threading;

        using Mutex gate = new(false, "ledger");
        while (!WaitFor(gate, 100))
        {
            Console.WriteLine("waiting");
        }

        static bool WaitFor(Mutex mutex, int millisecondsTimeout)
        {
            try
            {
                return mutex.WaitOne(millisecondsTimeout);
            }
            catch (AbandonedMutexException)
            {
                // The process that held it has died: this thread owns it now.
                return true;
            }
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task OldLanguage() => Fix<AbandonedMutexAnalyzer, AbandonedMutexFix>(
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new Mutex(false, "ledger");

            public void Enter(bool isShared)
            {
                if (isShared && {|PSAFE305:s_gate.WaitOne(1000)|})
                {
                    return;
                }
            }
        }
        """,
        """
        using System.Threading;

        class Ledger
        {
            private static readonly Mutex s_gate = new Mutex(false, "ledger");

            public void Enter(bool isShared)
            {
                if (isShared && WaitFor(s_gate, 1000))
                {
                    return;
                }
            }

        """ + WaitFor,
        static test => test.LanguageVersion = LanguageVersion.CSharp7_3);
}
