using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

// The fix writes a member on one line: some expected lines over 140 columns.
public sealed class NamedMutexFixTests : RuleTest
{
    [Fact]
    public Task Fix_StaticSemaphore() => Fix<UnixNameAnalyzer, NamedMutexFix>(
        """
        using System;
        using System.Threading;

        static class Report
        {
            // Guards the report.
            private static readonly Semaphore s_gate = new Semaphore(1, 1, {|PSAFE301:@"Global\app.report"|}); // shared

            static void Write()
            {
                s_gate.WaitOne(); // one at a time
                try
                {
                    Console.WriteLine("inside");
                }
                finally
                {
                    Report.s_gate.Release();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        static class Report
        {
            // Guards the report.
            private static readonly Mutex s_gate = CreateGate(); // shared

            static void Write()
            {
                EnterGate(); // one at a time
                try
                {
                    Console.WriteLine("inside");
                }
                finally
                {
                    Report.s_gate.ReleaseMutex();
                }
            }

            private static Mutex CreateGate() => new Mutex(initiallyOwned: false, @"Global\app.report");

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
        """);

    /// <summary>The name of a static member may be asked of an object.</summary>
    [NewerSyntaxFact(12)]
    public Task Fix_NameOfAnObjectsMember() => Fix<UnixNameAnalyzer, NamedMutexFix>(
        """
        using System;
        using System.Threading;

        sealed class Report
        {
            private static readonly Semaphore s_gate = new Semaphore(1, 1, {|PSAFE301:@"Global\app.report"|});

            static void Write(Report other)
            {
                s_gate.WaitOne();
                try
                {
                    Console.WriteLine(nameof(other.s_gate));
                }
                finally
                {
                    s_gate.Release();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        sealed class Report
        {
            private static readonly Mutex s_gate = CreateGate();

            static void Write(Report other)
            {
                EnterGate();
                try
                {
                    Console.WriteLine(nameof(other.s_gate));
                }
                finally
                {
                    s_gate.ReleaseMutex();
                }
            }

            private static Mutex CreateGate() => new Mutex(initiallyOwned: false, @"Global\app.report");

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
        """);

    [Fact]
    public Task Fix_EventOfAnObject() => Fix<UnixNameAnalyzer, NamedMutexFix>(
        """
        using System;
        using System.Threading;

        sealed class Report : IDisposable
        {
            private const string Name = "app.report";
            private readonly EventWaitHandle _gate = new(
                true,
                EventResetMode.AutoReset,
                name: {|PSAFE301:Name|},
                new NamedWaitHandleOptions { CurrentSessionOnly = false });

            public void Dispose() => _gate.Dispose();

            void Write()
            {
                try
                {
                    this._gate.WaitOne();
                    Console.WriteLine("inside");
                }
                finally
                {
                    _gate.Set();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        sealed class Report : IDisposable
        {
            private const string Name = "app.report";
            private readonly Mutex _gate = CreateGate();

            public void Dispose() => _gate.Dispose();

            void Write()
            {
                try
                {
                    EnterGate();
                    Console.WriteLine("inside");
                }
                finally
                {
                    _gate.ReleaseMutex();
                }
            }

            private static Mutex CreateGate() => new(initiallyOwned: false, Name, new NamedWaitHandleOptions { CurrentSessionOnly = false });

            private void EnterGate()
            {
                try
                {
                    _gate.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }
            }
        }
        """);

    [Theory]
    [InlineData("private static readonly Semaphore @lock = ", "private static readonly Mutex @lock = ", "", "EnterLock()", "")]
    [InlineData("", "", "using var @lock = ", "EnterLock(@lock)", "Mutex @lock")]
    public Task Fix_Keyword(string field, string fixedField, string local, string enter, string parameter)
    {
        const string creation = "new Semaphore(1, 1, {|PSAFE301:\"app.report\"|});";
        return Fix<UnixNameAnalyzer, NamedMutexFix>(
            Program(Declared(field, creation), Declared(local, creation), "@lock.WaitOne()", "Release"),
            Program(Declared(fixedField, "CreateLock();"), Declared(local, "CreateLock();"), enter, "ReleaseMutex", $$"""


                private static Mutex CreateLock() => new Mutex(initiallyOwned: false, "app.report");

                private static void EnterLock({{parameter}})
                {
                    try
                    {
                        @lock.WaitOne();
                    }
                    catch (AbandonedMutexException)
                    {
                        // The process that held it has died: this thread owns it now.
                    }
                }
            """));

        static string Declared(string declaration, string value) => declaration.Length == 0 ? string.Empty : declaration + value;

        static string Program(string field, string local, string enter, string release, string added = "") =>
            $$"""
            using System;
            using System.Threading;

            class Report
            {
                {{field}}

                static void Write()
                {
                    {{(local.Length > 0 ? local + "\n        " : "")}}{{enter}};
                    try
                    {
                        Console.WriteLine();
                    }
                    finally
                    {
                        @lock.{{release}}();
                    }
                }{{added}}
            }
            """;
    }

    [Fact]
    public Task Fix_LocalOfTopLevelStatements() => Fix<UnixNameAnalyzer, NamedMutexFix>(
        """
        using System;
        using System.Threading;

        using Semaphore gate = new(initialCount: 1, maximumCount: 1, name: {|PSAFE301:"app.report"|});
        gate.WaitOne();
        try
        {
            Console.WriteLine("report");
        }
        finally
        {
            gate.Release();
        }
        """,
        """
        using System;
        using System.Threading;

        using Mutex gate = CreateGate();
        EnterGate(gate);
        try
        {
            Console.WriteLine("report");
        }
        finally
        {
            gate.ReleaseMutex();
        }

        static Mutex CreateGate() => new(initiallyOwned: false, "app.report");

        static void EnterGate(Mutex gate)
        {
            try
            {
                gate.WaitOne();
            }
            catch (AbandonedMutexException)
            {
                // The process that held it has died: this thread owns it now.
            }
        }

        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_Local() => Fix<UnixNameAnalyzer, NamedMutexFix>(
        """
        using System;
        using System.Threading;

        class Report
        {
            static void Write()
            {
                using var gate = new Semaphore(initialCount: 1, maximumCount: 1, name: {|PSAFE301:"app.report"|});
                gate.WaitOne();
                int lines = 1;
                try
                {
                    Console.WriteLine(lines);
                }
                finally
                {
                    gate.Release();
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Report
        {
            static void Write()
            {
                using var gate = CreateGate();
                EnterGate(gate);
                int lines = 1;
                try
                {
                    Console.WriteLine(lines);
                }
                finally
                {
                    gate.ReleaseMutex();
                }
            }

            private static Mutex CreateGate() => new Mutex(initiallyOwned: false, "app.report");

            private static void EnterGate(Mutex gate)
            {
                try
                {
                    gate.WaitOne();
                }
                catch (AbandonedMutexException)
                {
                    // The process that held it has died: this thread owns it now.
                }
            }
        }
        """);

    [Theory]
    [InlineData("private static readonly Semaphore s_gate = new(2, 2, {|PSAFE301:\"app.report\"|});", "Release")]
    [InlineData("private static readonly Semaphore s_gate = new(0, 1, {|PSAFE301:\"app.report\"|});", "Release")]
    [InlineData("private static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app/report\"|});", "Release")]
    [InlineData("private static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app\" + Environment.TickCount|});", "Release")]
    [InlineData(
        "private static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app.report\"|}, out s_isNew); static bool s_isNew;",
        "Release")]
    [InlineData(
        "private static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app.report\"|}); static string s_same = \"app.report\";",
        "Release")]
    [InlineData("internal static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app.report\"|});", "Release")]
    [InlineData(
        "private static readonly EventWaitHandle s_gate = new(false, EventResetMode.AutoReset, {|PSAFE301:\"app.report\"|});",
        "Set")]
    [InlineData(
        "private static readonly EventWaitHandle s_gate = new(true, EventResetMode.ManualReset, {|PSAFE301:\"app.report\"|});",
        "Set")]
    [InlineData(
        "private static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app.report\"|}); static void CreateGate() { }",
        "Release")]
    public Task NoFix_NoLockOrNoName(string declaration, string release) => NoFix<UnixNameAnalyzer, NamedMutexFix>(Program(
        declaration, $$"""s_gate.WaitOne(); try { Console.WriteLine(); } finally { s_gate.{{release}}(); }"""));

    [Theory]
    [InlineData("s_gate.WaitOne(); Console.WriteLine(); s_gate.Release();")]
    [InlineData("s_gate.WaitOne(); try { Console.WriteLine(); } catch { s_gate.Release(); }")]
    [InlineData("s_gate.WaitOne(); try { Console.WriteLine(); } finally { if (Console.KeyAvailable) s_gate.Release(); }")]
    [InlineData("s_gate.WaitOne(); if (Console.KeyAvailable) return; try { Console.WriteLine(); } finally { s_gate.Release(); }")]
    [InlineData("if (!s_gate.WaitOne(10)) return; try { Console.WriteLine(); } finally { s_gate.Release(); }")]
    [InlineData(
        "s_gate.WaitOne(); try { Console.WriteLine(); } finally { s_gate.Release(); } Use(s_gate); static void Use(Semaphore other) { }")]
    [InlineData("s_gate.WaitOne(); try { Console.WriteLine(); } finally { s_gate.Release(); } s_gate.Release();")]
    [InlineData("s_gate.WaitOne();")]
    public Task NoFix_OtherUse(string body) => NoFix<UnixNameAnalyzer, NamedMutexFix>(Program(
        "private static readonly Semaphore s_gate = new(1, 1, {|PSAFE301:\"app.report\"|});", body));

    [Fact]
    public Task NoFix_AsyncMethod() => NoFix<UnixNameAnalyzer, NamedMutexFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Report
        {
            static async Task Write()
            {
                using Semaphore gate = new(1, 1, {|PSAFE301:"app.report"|});
                gate.WaitOne();
                try
                {
                    await Task.Delay(1);
                }
                finally
                {
                    gate.Release();
                }
            }
        }
        """);

    private static string Program(string declaration, string body) =>
        $$"""
        using System;
        using System.Threading;

        static class Report
        {
            {{declaration}}

            static void Write()
            {
                {{body}}
            }
        }
        """;
}
