using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class CheckThenActAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("if (!{|PSAFE308:Mutex.TryOpenExisting(Name, out Mutex? m)|}) m = new Mutex(true, Name);")]
    [InlineData("if ({|PSAFE308:Mutex.TryOpenExisting(\"jobs\", out _)|}) return; var m = new Mutex(false, Name);")]
    [InlineData("if ({|PSAFE308:Mutex.TryOpenExisting(id, out var m)|}) m.Dispose(); else m = new(true, id);")]
    [InlineData(
        "Mutex m; try { m = {|PSAFE308:Mutex.OpenExisting(Name)|}; } catch (WaitHandleCannotBeOpenedException) { m = new Mutex(true, "
            + "Name); }")]
    [InlineData(
        "Mutex? m = null; try { m = {|PSAFE308:Mutex.OpenExisting(Name)|}; } catch (Exception) { } "
            + "if (m == null) m = new Mutex(true, Name);")]
    [InlineData(
        "bool isThere = {|PSAFE308:Mutex.TryOpenExisting($\"app-{id}\", out _)|}; if (!isThere) { _ = new Mutex(true, \"app-\" + id); }")]
    [InlineData("if ({|PSAFE308:Semaphore.TryOpenExisting(Name, out _)|}) return; var s = new Semaphore(1, 1, Name);")]
    [InlineData(
        "if ({|PSAFE308:EventWaitHandle.TryOpenExisting(Name, out var e)|}) e.Set(); "
            + "else new EventWaitHandle(false, EventResetMode.AutoReset, Name + \"\").Dispose();")]
    public Task Hazard(string statements) => Reports<CheckThenActAnalyzer>(Wrap(statements));

    [Theory]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out Mutex? m)) m = new Mutex(true, Name, out bool isNew);")]
    [InlineData("var m = new Mutex(true, Name); if (Mutex.TryOpenExisting(Name, out var again)) again.Dispose();")]
    [InlineData("if (Mutex.TryOpenExisting(Name, out Mutex? m)) { m.Dispose(); _ = new Mutex(true, Name); }")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out Mutex? m)) m = new Mutex(true, \"other\");")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out Mutex? m)) m = new Mutex(true, id);")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out Mutex? m)) m = new Mutex();")]
    [InlineData("if (Mutex.TryOpenExisting(\"\", out _)) return; var m = new Mutex(true, \"\");")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out _)) _ = new Semaphore(1, 1, Name);")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out Mutex? m)) throw new InvalidOperationException();")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out Mutex? m)) m = new Mutex(false, Name);")]
    [InlineData("Mutex m; try { m = Mutex.OpenExisting(Name); } catch (WaitHandleCannotBeOpenedException) { m = new Mutex(false, Name); }")]
    [InlineData("if (!Semaphore.TryOpenExisting(Name, out var s)) s = new Semaphore(1, 1, Name);")]
    [InlineData("using Mutex m = Mutex.OpenExisting(Name); Action later = () => new Mutex(true, Name).Dispose();")]
    [InlineData("Mutex.OpenExisting(Name).Dispose(); _ = new Mutex(false, Name);")]
    public Task Safe(string statements) => Silent<CheckThenActAnalyzer>(Wrap(statements));

    [Fact]
    public Task Safe_TwoMethods() => Silent<CheckThenActAnalyzer>(
        """
        using System.Threading;

        class Jobs
        {
            static bool IsRunning() => Mutex.TryOpenExisting("jobs", out _);

            static Mutex Start() => new Mutex(true, "jobs");
        }
        """);

    [Fact]
    public Task Safe_EitherServes() => Silent<CheckThenActAnalyzer>(
        """
        using System.Threading;

        class Jobs
        {
            static Mutex Open(string name)
            {
                if (Mutex.TryOpenExisting(name, out Mutex? mutex))
                    return mutex;

                return new Mutex(false, name);
            }
        }
        """);

    [Fact]
    public Task Hazard_Message() => Reports<CheckThenActAnalyzer>(
        """
        using System.Threading;

        class Jobs
        {
            static Mutex Open()
            {
                if ({|#0:Mutex.TryOpenExisting("jobs", out Mutex? mutex)|})
                    return mutex;

                return {|#1:new Mutex(true, "jobs")|};
            }
        }
        """,
        new DiagnosticResult("PSAFE308", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("'\"jobs\"' is opened, then created: of two processes, both can take themselves for the first. Create it in one "
                + "step, and check 'out createdNew'."));

    [Fact]
    public Task Hazard_Property() => Reports<CheckThenActAnalyzer>(
        """
        using System.Threading;

        class Jobs
        {
            static Mutex Gate
            {
                get
                {
                    if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out Mutex? mutex)|})
                        return mutex;

                    return new(true, "jobs");
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<CheckThenActAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System.Threading;

        if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out _)|})
            return;

        using Mutex mutex = new(true, "jobs");
        """);

    [Theory]
    [InlineData("bool IsThere(string n) { try { Mutex.OpenExisting(n).Dispose(); return true; } catch { return false; } }")]
    [InlineData("bool IsThere(string n) { try { using var m = Mutex.OpenExisting(n); } catch (Exception) { return false; } return true; }")]
    [InlineData("bool IsThere(string n) { if (Mutex.TryOpenExisting(n, out var m)) { m.Dispose(); return true; } return false; }")]
    [InlineData("bool IsThere(string n) { bool found = Mutex.TryOpenExisting(n, out Mutex? m); m?.Dispose(); return found; }")]
    [InlineData("bool IsThere(string n) => Mutex.TryOpenExisting(n, out _);")]
    public Task Hazard_HelperThatAnswers(string helper) => Reports<CheckThenActAnalyzer>(Helper(
        "static " + helper,
        "if ({|PSAFE308:IsThere(\"jobs\")|}) { return; } using var m = new Mutex(true, \"jobs\");",
        "if (!IsThere(\"other\")) { Console.WriteLine(); }"));

    [Theory]
    [InlineData("if (!{|PSAFE308:IsThere(\"jobs\")|}) { using var m = new Mutex(true, \"jobs\"); }")]
    [InlineData("bool found = {|PSAFE308:IsThere(id)|}; if (found) throw new Exception(); using var m = new Mutex(false, id);")]
    [InlineData("_ = {|PSAFE308:IsThere(\"a\" + id)|} ? null : new Mutex(true, $\"a{id}\");")]
    [InlineData("if ({|PSAFE308:IsThere(\"jobs\")|}) { if (id == \"x\") return; Console.WriteLine(); } using var g = new Gate(\"jobs\");")]
    [InlineData("if (!{|PSAFE308:IsMissing()|}) return; using var m = new Mutex(true, \"jobs\");")]
    public Task Hazard_AnswerThatDecides(string statements) => Reports<CheckThenActAnalyzer>(Helper(Answers, statements, ""));

    [Theory]
    [InlineData("if (IsThere(\"jobs\")) { return; } using var m = new Mutex(true, \"jobs\", out bool isNew);")]
    [InlineData("if (IsThere(\"jobs\")) { return; } using var m = new Mutex(true, \"other\");")]
    [InlineData("if (IsThere(\"jobs\")) { return; } using var m = new Mutex(true, id);")]
    [InlineData("if (IsThere(\"jobs\")) { using var m = new Mutex(true, \"jobs\"); }")]
    [InlineData("if (IsThere(\"jobs\")) { Console.WriteLine(\"waits\"); } using var m = new Mutex(false, \"jobs\"); m.WaitOne();")]
    [InlineData("Console.WriteLine(IsThere(\"jobs\")); using var m = new Mutex(true, \"jobs\");")]
    [InlineData("using var m = new Mutex(true, \"jobs\"); if (IsThere(\"jobs\")) { return; } Console.WriteLine();")]
    [InlineData("if (IsMissing()) return; using var m = new Mutex(true, \"jobs\");")]
    [InlineData("if (IsThere(\"jobs\")) { return; } using var s = new Semaphore(1, 1, \"jobs\");")]
    [InlineData("if (Perhaps(\"jobs\")) { return; } using var m = new Mutex(true, \"jobs\");")]
    public Task Safe_HelperThatAnswers(string statements) => Silent<CheckThenActAnalyzer>(Helper(Answers, statements, ""));

    /// <summary>The mutex is made later, by a method that is called with the name or on an object that was given it.</summary>
    [Theory]
    [InlineData("if ({|PSAFE308:IsThere(\"jobs\")|}) { return; } Work(\"jobs\");")]
    [InlineData("if ({|PSAFE308:IsThere(id)|}) { return; } new Late(id).Take();")]
    [InlineData("if ({|PSAFE308:IsThere(\"jobs\")|}) { if (id == \"x\") return; } var late = new Late(\"jobs\"); late.Take();")]
    public Task Hazard_MadeByACall(string statements) => Reports<CheckThenActAnalyzer>(
        Helper(Answers + Later, statements, "new Late(\"other\").Take(); Work(\"other\");"));

    [Theory]
    [InlineData("if (IsThere(\"jobs\")) { return; } Work(\"more\");")]
    [InlineData("if (IsThere(\"jobs\")) { return; } new Late(\"more\").Take();")]
    [InlineData("if (IsThere(\"jobs\")) { return; } var late = new Late(\"jobs\"); late.Rest();")]
    [InlineData("new Late(\"jobs\").Take(); if (IsThere(\"jobs\")) { return; } Console.WriteLine();")]
    [InlineData("if (IsThere(\"jobs\")) { Console.WriteLine(); } Work(\"jobs\");")]
    [InlineData("if (IsThere(\"jobs\")) { return; } s_late.Take();")]
    public Task Safe_MadeByACall(string statements) => Silent<CheckThenActAnalyzer>(
        Helper(Answers + Later, statements, "new Late(\"other\").Take(); Work(\"other\");"));

    /// <summary>The opening itself asks, and the mutex is made by what comes after it.</summary>
    [Theory]
    [InlineData("if ({|PSAFE308:Mutex.TryOpenExisting(\"jobs\", out _)|}) { return; } Work(\"jobs\");")]
    [InlineData("if (!{|PSAFE308:Mutex.TryOpenExisting(\"jobs\", out Mutex? other)|}) Work(\"jobs\");")]
    [InlineData("if ({|PSAFE308:Mutex.TryOpenExisting(\"jobs\", out _)|}) return; Own(); void Own() { using var m = new Mutex(true, \"jobs\"); }")]
    [InlineData("if ({|PSAFE308:Mutex.TryOpenExisting(\"jobs\", out _)|}) return; using var g = new Gate(\"jobs\");")]
    public Task Hazard_OpenedThenMadeByACall(string statements) => Reports<CheckThenActAnalyzer>(
        Helper(Later, statements, "new Late(\"other\").Take();"));

    [Theory]
    [InlineData("if (Mutex.TryOpenExisting(\"jobs\", out _)) { return; } Work(\"more\");")]
    [InlineData("if (Mutex.TryOpenExisting(\"jobs\", out _)) { Console.WriteLine(\"there\"); } Work(\"jobs\");")]
    [InlineData("if (!Mutex.TryOpenExisting(\"jobs\", out var m)) Work(\"jobs\"); else m.Dispose();")]
    [InlineData("Work(\"jobs\"); if (Mutex.TryOpenExisting(\"jobs\", out _)) { return; } Console.WriteLine();")]
    public Task Safe_OpenedThenMadeByACall(string statements) => Silent<CheckThenActAnalyzer>(
        Helper(Later, statements, "new Late(\"other\").Take();"));

    private const string Later =
        """
            static void Work(string name) { using var m = new Mutex(true, name); Console.WriteLine(); }
            static Late s_late = new("jobs");
            static void Set(Late late) => s_late = late;
            sealed class Late
            {
                private readonly string _name;
                public Late(string name) => _name = name;
                public void Take() => ThreadPool.QueueUserWorkItem(_ => { using var m = new Mutex(false, _name); m.WaitOne(); });
                public void Rest() { }
            }
        """;

    private const string Answers =
        """
        static bool IsThere(string name) => Mutex.TryOpenExisting(name, out _);
            static bool IsMissing() => !Mutex.TryOpenExisting("jobs", out _);
            static bool Perhaps(string name) { bool isOn = Mutex.TryOpenExisting(name, out _); return name != "jobs" && isOn; }
        """;

    private static string Helper(string members, string statements, string others) =>
        $$"""
        using System;
        using System.Threading;

        class Jobs
        {
            {{members}}

            static void Run(string id)
            {
                {{statements}}
            }

            static void Others()
            {
                {{others}}
            }
        }

        sealed class Gate : IDisposable
        {
            private readonly Mutex _mutex;

            public Gate(string name) => _mutex = new Mutex(false, name);

            public void Dispose() => _mutex.Dispose();
        }
        """;

    /// <summary>Who finds the name leaves, so what it opened does not serve in the place of what it would have made.</summary>
    [Theory]
    [InlineData("if ({|PSAFE308:Mutex.TryOpenExisting(Name, out var m)|}) { Console.WriteLine(); return; } m = new Mutex(false, Name);")]
    [InlineData("if (!{|PSAFE308:Mutex.TryOpenExisting(Name, out var m)|}) m = new Mutex(false, Name); else Environment.Exit(1);")]
    [InlineData(
        "Mutex m; try { m = {|PSAFE308:Mutex.OpenExisting(Name)|}; Environment.Exit(1); } catch (WaitHandleCannotBeOpenedException) "
            + "{ m = new Mutex(false, Name); }")]
    [InlineData(
        "Mutex m; try { m = {|PSAFE308:Mutex.OpenExisting(Name)|}; throw new InvalidOperationException(id); } "
            + "catch (WaitHandleCannotBeOpenedException) { m = new Mutex(false, Name); }")]
    public Task Hazard_LeavesWhenItIsThere(string statements) => Reports<CheckThenActAnalyzer>(Wrap(statements));

    [Theory]
    [InlineData(
        "if (Mutex.TryOpenExisting(Name, out s_kept)) { return; } s_kept = new Mutex(false, Name); } static Mutex? s_kept; "
            + "static void Other() {")]
    [InlineData("Mutex m; try { m = Mutex.OpenExisting(Name); m.WaitOne(0); } catch (Exception) { m = new Mutex(false, Name); }")]
    [InlineData("if (!Mutex.TryOpenExisting(Name, out var m)) { m = new Mutex(false, Name); } else { Console.WriteLine(id); }")]
    public Task Safe_GoesOnWithEither(string statements) => Silent<CheckThenActAnalyzer>(Wrap(statements));

    [Theory]
    [InlineData("try { s_pipe = {|#0:new NamedPipeServerStream(\"app\")|}; return true; } catch (IOException) { return false; }")]
    [InlineData(
        "try { s_pipe = {|#0:new NamedPipeServerStream(\"app\", PipeDirection.InOut, 1)|}; } catch (IOException) { Environment.Exit(1); } "
            + "return true;")]
    [InlineData(
        "bool first = true; try { s_pipe = {|#0:new NamedPipeServerStream(\"app\")|}; } catch (IOException) { first = false; } "
            + "return first;")]
    public Task Hazard_PipeServer(string statements) => Reports<CheckThenActAnalyzer>(
        Pipe(statements),
        new DiagnosticResult("PSAFE308", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage("'\"app\"' does not stop a second process: on Linux and macOS, its server takes over the name. Use a named "
                + "Mutex, and check createdNew."));

    [Theory]
    [InlineData(
        "try { s_pipe = new NamedPipeServerStream(\"app\", PipeDirection.InOut, 4); return true; } "
            + "catch (IOException) { return false; }")]
    [InlineData("try { s_pipe = new NamedPipeServerStream(name); return true; } catch (IOException) { return false; }")]
    [InlineData("try { s_pipe = new NamedPipeServerStream(\"app\"); return true; } catch (TimeoutException) { return false; }")]
    [InlineData("try { s_pipe = new NamedPipeServerStream(\"app\"); } catch (IOException e) { Console.WriteLine(e); } return true;")]
    [InlineData(
        "try { using var p = new NamedPipeServerStream(\"app\"); p.WaitForConnection(); return true; } "
            + "catch (IOException) { return false; }")]
    [InlineData("while (true) { try { s_pipe = new NamedPipeServerStream(\"app\"); } catch (IOException) { return false; } }")]
    [InlineData(
        "if (!OperatingSystem.IsWindows()) return true; try { s_pipe = new NamedPipeServerStream(\"app\"); return true; } "
            + "catch (IOException) { return false; }")]
    public Task Safe_PipeServer(string statements) => Silent<CheckThenActAnalyzer>(Pipe(statements));

    private static string Pipe(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;

        class Jobs
        {
            private static NamedPipeServerStream? s_pipe;

            public static bool IsFirst(string name)
            {
                {{statements}}
            }
        }
        """;

    private static string Wrap(string statements) =>
        $$"""
        using System;
        using System.Threading;

        class Jobs
        {
            private const string Name = "jobs";

            static void Run(string id)
            {
                {{statements}}
            }
        }
        """;
}
