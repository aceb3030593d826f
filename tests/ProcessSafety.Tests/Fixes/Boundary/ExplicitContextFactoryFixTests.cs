using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class ExplicitContextFactoryFixTests : RuleTest
{
    private const string Pool =
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Pool
        {
            public static void Run([RunsInChildProcess] Action job) { }
        }
        """;

    private const string Members =
        """

            private static Mutex CreateGate() => new(initiallyOwned: false, @"Global\TestProject.Report.Gate");

            private static void EnterGate()
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
        """;

    /// <summary>The same in a file that repeats the type of what it creates.</summary>
    private static readonly string MembersWithTypes = Members.Replace("=> new(", "=> new Mutex(");

    [Fact]
    public Task Fix_LockStatement() => Fixes(
        """
        using System;

        public static class Report
        {
            // Guards the report.
            private static readonly object s_gate = new();

            public static void Go() => Pool.Run(() => {|PSAFE102:Write()|});

            public static void Start() => Write();

            private static void Write()
            {
                Console.WriteLine("before");
                lock (s_gate) // one at a time
                {
                    Console.WriteLine("inside"); // the line
                }

                // after
                Console.WriteLine("after");
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public static class Report
        {
            // Guards the report.
            private static readonly Mutex s_gate = CreateGate();

            public static void Go() => Pool.Run(() => Write());

            public static void Start() => Write();

            private static void Write()
            {
                Console.WriteLine("before");
                EnterGate();
                try // one at a time
                {
                    Console.WriteLine("inside"); // the line
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }

                // after
                Console.WriteLine("after");
            }

        """ + Members);

    [Fact]
    public Task Fix_LockWithoutBraces_AndInOneLine() => Fixes(
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly object s_gate = new object();

            public static void Go()
            {
                Pool.Run(() => { lock ({|PSAFE102:s_gate|}) { Console.WriteLine(); } });
                lock (Report.s_gate)
                    Console.WriteLine();
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly Mutex s_gate = CreateGate();

            public static void Go()
            {
                Pool.Run(() => { EnterGate(); try { Console.WriteLine(); } finally { s_gate.ReleaseMutex(); } });
                Report.EnterGate();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    Report.s_gate.ReleaseMutex();
                }
            }

        """ + MembersWithTypes);

    [Fact]
    public Task Fix_MonitorEnterAndExit() => Fixes(
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly object s_gate = new();

            public static void Go()
            {
                Pool.Run(() => {|PSAFE102:Write()|});
                Write();
            }

            private static void Write()
            {
                Monitor.Enter(s_gate);
                try
                {
                    Console.WriteLine(nameof(s_gate));
                }
                finally
                {
                    Monitor.Exit(s_gate);
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly Mutex s_gate = CreateGate();

            public static void Go()
            {
                Pool.Run(() => Write());
                Write();
            }

            private static void Write()
            {
                EnterGate();
                try
                {
                    Console.WriteLine(nameof(s_gate));
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

        """ + Members);

    [Fact]
    public Task Fix_LockEnterAndExit() => Fixes(
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly Lock s_gate = new();

            public static void Go()
            {
                Pool.Run(() => {|PSAFE102:Write()|});
                Write();
            }

            private static void Write()
            {
                s_gate.Enter();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    s_gate.Exit();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly Mutex s_gate = CreateGate();

            public static void Go()
            {
                Pool.Run(() => Write());
                Write();
            }

            private static void Write()
            {
                EnterGate();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

        """ + Members);

    [Fact]
    public Task Fix_SemaphoreAsALock() => Fixes(
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly SemaphoreSlim s_gate = new(1, 1);

            public static void Go()
            {
                Pool.Run({|PSAFE102:Write|});
                Write();
            }

            private static void Write()
            {
                s_gate.Wait();
                Console.WriteLine();
                s_gate.Release();
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly Mutex s_gate = CreateGate();

            public static void Go()
            {
                Pool.Run(Write);
                Write();
            }

            private static void Write()
            {
                EnterGate();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

        """ + Members);

    [Fact]
    public Task Fix_MutexWithoutAName() => Fixes(
        """
        using System.Threading;

        public static class Report
        {
            internal static Mutex s_gate { get; } = new Mutex(false);

            public static void Go()
            {
                Pool.Run(() => { {|PSAFE102:s_gate|}.WaitOne(); s_gate.ReleaseMutex(); });
                s_gate.WaitOne();
                s_gate.ReleaseMutex();
            }
        }
        """,
        """
        using System.Threading;

        public static class Report
        {
            internal static Mutex s_gate { get; } = CreateGate();

            public static void Go()
            {
                Pool.Run(() => { EnterGate(); s_gate.ReleaseMutex(); });
                EnterGate();
                s_gate.ReleaseMutex();
            }

        """ + MembersWithTypes);

    /// <summary>A word that is reserved everywhere, and one that is in accessors.</summary>
    [Theory]
    [InlineData("@lock", "Lock")]
    [InlineData("@field", "Field")]
    public Task Fix_Keyword(string name, string stem) => Fixes(
        $$"""
        using System;
        using System.Threading;

        public static class @event
        {
            private static readonly object {{name}} = new();

            public static void Go() => Pool.Run(() => {|PSAFE102:Write()|});

            public static int Count { get { lock ({{name}}) { return 1; } } }

            private static void Write()
            {
                lock ({{name}})
                {
                    Console.WriteLine();
                }
            }
        }
        """,
        $$"""
        using System;
        using System.Threading;

        public static class @event
        {
            private static readonly Mutex {{name}} = Create{{stem}}();

            public static void Go() => Pool.Run(() => Write());

            public static int Count { get { Enter{{stem}}(); try { return 1; } finally { {{name}}.ReleaseMutex(); } } }

            private static void Write()
            {
                Enter{{stem}}();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    {{name}}.ReleaseMutex();
                }
            }

            private static Mutex Create{{stem}}() => new(initiallyOwned: false, @"Global\TestProject.event.{{stem}}");

            private static void Enter{{stem}}()
            {
                try
                {
                    {{name}}.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }
            }
        }
        """);

    [Fact]
    public Task Fix_CapturedField() => Fixes(
        """
        using System;

        public class Report
        {
            private readonly object _gate = new();

            public void Go()
            {
                Pool.Run(() => { lock ({|PSAFE102:_gate|}) { } });
                lock (this._gate)
                {
                    Console.WriteLine();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public class Report
        {
            private static readonly Mutex _gate = CreateGate();

            public void Go()
            {
                Pool.Run(() => { EnterGate(); try { } finally { _gate.ReleaseMutex(); } });
                EnterGate();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    _gate.ReleaseMutex();
                }
            }

        """ + Members.Replace("s_gate", "_gate"));

    [Fact]
    public Task Fix_LocalOfTopLevelStatements() => Fix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        [
            """
            using System;

            // Guards the output.
            object gate = new();
            Pool.Run(() =>
            {
                lock ({|PSAFE102:gate|})
                {
                    Console.WriteLine("child");
                }
            });
            lock (gate)
            {
                Console.WriteLine("parent");
            }
            """,
            Pool,
        ],
        [
            """
            using System;
            using System.Threading;

            // Guards the output.
            Pool.Run(() =>
            {
                EnterGate();
                try
                {
                    Console.WriteLine("child");
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            });
            EnterGate();
            try
            {
                Console.WriteLine("parent");
            }
            finally
            {
                s_gate.ReleaseMutex();
            }

            partial class Program
            {
                private static readonly Mutex s_gate = CreateGate();

                private static Mutex CreateGate() => new(initiallyOwned: false, @"Global\TestProject.Program.Gate");

                private static void EnterGate()
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

            """,
            Pool,
        ],
        static test =>
        {
            test.CodeActionIndex = 0;
            test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        });

    /// <summary>A mutex belongs to a thread, and what goes on after an await may be on another.</summary>
    [Fact]
    public Task NoFix_LocalOfAsyncTopLevelStatements() => NoFix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using System;
        using System.Threading.Tasks;

        object gate = new();
        Pool.Run(() =>
        {
            lock ({|PSAFE102:gate|})
            {
                Console.WriteLine("child");
            }
        });
        System.Threading.Monitor.Enter(gate);
        await Task.Delay(1);
        System.Threading.Monitor.Exit(gate);
        """,
        Pool);

    /// <summary>Fix All names two locks of one type, and one in the other.</summary>
    [Fact]
    public Task Fix_TwoLocks() => Fixes(
        """
        using System;

        public static class Report
        {
            private static readonly object s_gate = new();
            private static readonly object s_file = new();

            public static void Go() => Pool.Run(() =>
            {
                {|PSAFE102:Write()|};
                {|PSAFE102:Save()|};
            });

            public static void Start()
            {
                Write();
                Save();
            }

            private static void Write()
            {
                lock (s_gate)
                {
                    Console.WriteLine("inside");
                }
            }

            private static void Save()
            {
                lock (s_file)
                {
                    Console.WriteLine("saved");
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public static class Report
        {
            private static readonly Mutex s_gate = CreateGate();
            private static readonly Mutex s_file = CreateFile();

            public static void Go() => Pool.Run(() =>
            {
                Write();
                Save();
            });

            public static void Start()
            {
                Write();
                Save();
            }

            private static void Write()
            {
                EnterGate();
                try
                {
                    Console.WriteLine("inside");
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

            private static void Save()
            {
                EnterFile();
                try
                {
                    Console.WriteLine("saved");
                }
                finally
                {
                    s_file.ReleaseMutex();
                }
            }

            private static Mutex CreateGate() => new(initiallyOwned: false, @"Global\TestProject.Report.Gate");

            private static void EnterGate()
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

            private static Mutex CreateFile() => new(initiallyOwned: false, @"Global\TestProject.Report.File");

            private static void EnterFile()
            {
                try
                {
                    s_file.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }
            }
        }
        """);

    [Fact]
    public Task Fix_CapturedLocal() => Fixes(
        """
        using System;

        public class Report
        {
            public void Go()
            {
                object gate = new();
                Pool.Run(() =>
                {
                    lock ({|PSAFE102:gate|})
                    {
                        Console.WriteLine("child");
                    }
                });
                lock (gate)
                {
                    Console.WriteLine("parent");
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        public class Report
        {
            private static readonly Mutex s_gate = CreateGate();

            public void Go()
            {
                Pool.Run(() =>
                {
                    EnterGate();
                    try
                    {
                        Console.WriteLine("child");
                    }
                    finally
                    {
                        s_gate.ReleaseMutex();
                    }
                });
                EnterGate();
                try
                {
                    Console.WriteLine("parent");
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

        """ + Members);

    [Fact]
    public Task Fix_TwoTypesInTwoFilesShareOneLock() => Fix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        [
            """
            using System;

            public static class Writer
            {
                public static void Go() => Pool.Run(() =>
                {
                    lock ({|PSAFE102:Report.s_gate|})
                    {
                        Console.WriteLine("child");
                    }
                });
            }
            """,
            """
            using System;
            using System.Threading;

            public static class Report
            {
                internal static readonly object s_gate = new();

                public static void Write()
                {
                    lock (s_gate)
                    {
                        Console.WriteLine();
                    }
                }
            }
            """,
            Pool,
        ],
        [
            """
            using System;

            public static class Writer
            {
                public static void Go() => Pool.Run(() =>
                {
                    Report.EnterGate();
                    try
                    {
                        Console.WriteLine("child");
                    }
                    finally
                    {
                        Report.s_gate.ReleaseMutex();
                    }
                });
            }
            """,
            """
            using System;
            using System.Threading;

            public static class Report
            {
                internal static readonly Mutex s_gate = CreateGate();

                public static void Write()
                {
                    EnterGate();
                    try
                    {
                        Console.WriteLine();
                    }
                    finally
                    {
                        s_gate.ReleaseMutex();
                    }
                }

            """ + Members.Replace("private static void EnterGate", "internal static void EnterGate"),
            Pool,
        ],
        FirstAction);

    [Fact]
    public Task Fix_PartialTypeInTwoFiles() => Fix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        [
            """
            public static partial class Report
            {
                public static void Go() => Pool.Run(() => { lock ({|PSAFE102:s_gate|}) { } });
            }
            """,
            """
            using System.Threading;

            public static partial class Report
            {
                private static readonly object s_gate = new();

                public static void Write() { lock (s_gate) { } }
            }
            """,
            Pool,
        ],
        [
            """
            public static partial class Report
            {
                public static void Go() => Pool.Run(() => { EnterGate(); try { } finally { s_gate.ReleaseMutex(); } });
            }
            """,
            """
            using System.Threading;

            public static partial class Report
            {
                private static readonly Mutex s_gate = CreateGate();

                public static void Write() { EnterGate(); try { } finally { s_gate.ReleaseMutex(); } }

            """ + Members,
            Pool,
        ],
        FirstAction);

    [Fact]
    public Task Fix_WithOptions() => Fix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        [
            """
            using System.Threading;

            public static class Report
            {
                private static readonly object s_gate = new();

                public static void Go() => Pool.Run(() => { lock ({|PSAFE102:s_gate|}) { } });

                public static void Write() { lock (s_gate) { } }
            }
            """,
            Pool,
        ],
        [
            """
            using System.Threading;

            public static class Report
            {
                private static readonly Mutex s_gate = CreateGate();

                public static void Go() => Pool.Run(() => { EnterGate(); try { } finally { s_gate.ReleaseMutex(); } });

                public static void Write() { EnterGate(); try { } finally { s_gate.ReleaseMutex(); } }

            """ + Members.Replace(
                "@\"Global\\TestProject.Report.Gate\"",
                "\"TestProject.Report.Gate\", new NamedWaitHandleOptions { CurrentSessionOnly = false }"),
            Pool,
        ],
        test => test.CodeActionIndex = 1);

    [Theory]
    [InlineData("object s_gate = new()", "lock (s_gate) { }", "async Task Later() { await s_other.WaitAsync(); Monitor.Enter(s_gate); }")]
    [InlineData(
        "SemaphoreSlim s_gate = new(1, 1)",
        "s_gate.Wait(); s_gate.Release();",
        "async Task Later() { await s_gate.WaitAsync(); s_gate.Release(); }")]
    [InlineData("SemaphoreSlim s_gate = new(1, 1)", "s_gate.Wait(); s_gate.Release();", "bool Try() => s_gate.Wait(1);")]
    [InlineData("SemaphoreSlim s_gate = new(2, 2)", "s_gate.Wait(); s_gate.Release();", "int Other() => 0;")]
    [InlineData("SemaphoreSlim s_gate = new(1, 1)", "s_gate.Wait();", "void Other() => s_gate.Dispose();")]
    [InlineData(
        "object s_gate = new()",
        "lock (s_gate) { Monitor.Wait(s_gate); }",
        "void Other() { lock (s_gate) { Monitor.Pulse(s_gate); } }")]
    [InlineData("object s_gate = new()", "lock (s_gate) { }", "object Hand() => s_gate;")]
    [InlineData("object s_gate = new()", "lock (s_gate) { }", "IEnumerable<int> Each() { lock (s_gate) { yield return 1; } }")]
    [InlineData("object s_gate = new()", "lock (s_gate) { }", "void CreateGate() { }")]
    [InlineData("AutoResetEvent s_gate = new(false)", "s_gate.Set();", "void Other() => s_gate.WaitOne();")]
    [InlineData("ReaderWriterLockSlim s_gate = new()", "s_gate.EnterReadLock();", "void Other() => s_gate.ExitReadLock();")]
    public Task NoFix_NotOnlyALock(string field, string write, string member) => NoFix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        $$"""
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        public static class Report
        {
            private static readonly {{field}};
            private static readonly SemaphoreSlim s_other = new(1, 1);

            public static void Go()
            {
                Pool.Run(() => {|PSAFE102:Write()|});
                Write();
            }

            private static void Write() { {{write}} }
            public static {{member}}
        }
        """,
        Pool);

    [Fact]
    public Task NoFix_FieldThatOtherProjectsSee() => NoFix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        """
        public static class Report
        {
            public static readonly object Gate = new();
            public static void Go() => Pool.Run(() => { lock ({|PSAFE102:Gate|}) { } });
            public static void Write() { lock (Gate) { } }
        }
        """,
        Pool);

    [Fact]
    public Task NoFix_FieldThatIsAssigned() => NoFix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>(
        """
        public static class Report
        {
            private static object s_gate = new();
            public static void Go() => Pool.Run(() => { lock ({|PSAFE102:s_gate|}) { } });
            public static void Reset() => s_gate = new();
        }
        """,
        Pool);

    private static Task Fixes(string source, string fixedSource) =>
        Fix<SharedWithChildAnalyzer, ExplicitContextFactoryFix>([source, Pool], [fixedSource, Pool], FirstAction);

    private static void FirstAction(RuleCodeFixTest<SharedWithChildAnalyzer, ExplicitContextFactoryFix> test) => test.CodeActionIndex = 0;
}
