using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE305: waits that an abandoned mutex ends with an exception, and releases that an exception skips.</summary>
public sealed class AbandonedMutexAnalyzerTests : RuleTest
{
    private const string Wait =
        "throws if the owner has died: this thread then owns the mutex and never releases it. Catch AbandonedMutexException, and check the "
            + "data";
    private const string Release =
        "is skipped if code before it throws: the mutex is abandoned when the thread ends. Move it into a finally block";

    private const string Taken = "try { _gate.WaitOne(); } catch (AbandonedMutexException) { } Console.WriteLine(); ";

    [Fact]
    public Task Hazard_WaitAndRelease() => Reports<AbandonedMutexAnalyzer>(
        """
        using System.IO;
        using System.Threading;
        class Ledger
        {
            private static readonly Mutex s_gate = new(false, @"Global\ledger");
            void Append()
            {
                {|#0:s_gate.WaitOne()|};
                File.AppendAllText("ledger", "line");
                {|#1:s_gate.ReleaseMutex()|};
            }
        }
        """,
        new DiagnosticResult(Rules.MutexIsAbandoned).WithLocation(0).WithArguments("s_gate.WaitOne()", Wait),
        new DiagnosticResult(Rules.MutexIsAbandoned).WithLocation(1).WithArguments("s_gate.ReleaseMutex()", Release));

    [Theory]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); {|PSAFE305:gate.WaitOne()|}; try { Write(); } finally { gate.ReleaseMutex(); }")]
    [InlineData("using var gate = new Mutex(false, Name + \"ledger\"); if (!{|PSAFE305:gate.WaitOne(100)|}) return; gate.ReleaseMutex();")]
    [InlineData(
        "using (var gate = new Mutex(false, \"ledger\")) { try { {|PSAFE305:gate.WaitOne()|}; Write(); } "
            + "catch (InvalidOperationException) { } finally { gate.ReleaseMutex(); } }")]
    [InlineData(
        "using var gate = Mutex.OpenExisting(\"ledger\"); try { } catch (AbandonedMutexException) { {|PSAFE305:gate.WaitOne()|}; }")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { Action wait = () => {|PSAFE305:gate.WaitOne()|}; } "
            + "catch (AbandonedMutexException) { }")]
    [InlineData(
        "using var gate = new Mutex(true, \"ledger\", out var isNew); if (!isNew) return; Write(); {|PSAFE305:gate.ReleaseMutex()|};")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { gate.WaitOne(); } catch (AbandonedMutexException) { } Write(); "
            + "{|PSAFE305:gate.ReleaseMutex()|};")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { {|PSAFE305:gate.WaitOne()|}; } catch { throw; } "
            + "finally { gate.ReleaseMutex(); }")]
    [InlineData(
        "using var gate = new Mutex(true, \"ledger\", out _); Write(); Give(); void Give() => {|PSAFE305:gate.ReleaseMutex()|};")]
    [InlineData(
        "using var gate = new Mutex(true, \"ledger\", out _); Give(); void Give() { Write(); {|PSAFE305:gate.ReleaseMutex()|}; }")]
    public Task Hazard_Forms(string statements) => Reports<AbandonedMutexAnalyzer>(Method(statements));

    [Theory]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); void Take() => gate.WaitOne(); try { Take(); } "
            + "catch (AbandonedMutexException) { }")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); Action take = () => gate.WaitOne(); try { take(); } "
            + "catch (AbandonedMutexException) { }")]
    [InlineData("using var gate = new Mutex(true, \"ledger\", out _); Give(); void Give() => gate.ReleaseMutex();")]
    [InlineData(
        "using var gate = new Mutex(true, \"ledger\", out _); try { Write(); } finally { Give(); } void Give() => gate.ReleaseMutex();")]
    public Task Safe_InAFunction(string statements) => Silent<AbandonedMutexAnalyzer>(Method(statements));

    [Fact]
    public Task Hazard_PrivateMethod_OneCallerDoesNotCatch() => Reports<AbandonedMutexAnalyzer>(
        """
        using System.Threading;
        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");
            void First() { try { Take(); } catch (AbandonedMutexException) { } }
            void Second() => Take();
            private void Take() => {|PSAFE305:s_gate.WaitOne()|};
        }
        """);

    [Theory]
    [InlineData("using var gate = new Mutex(); gate.WaitOne(); Write(); gate.ReleaseMutex();")]
    [InlineData("using var gate = new Mutex(false, null); gate.WaitOne(); Write(); gate.ReleaseMutex();")]
    [InlineData("parameter.WaitOne(); Write(); parameter.ReleaseMutex();")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { gate.WaitOne(); } catch (AbandonedMutexException) { } try { Write(); } "
            + "finally { gate.ReleaseMutex(); }")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { gate.WaitOne(); } "
            + "catch (Exception e) when (e is AbandonedMutexException) { } gate.ReleaseMutex();")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { gate.WaitOne(); Write(); } catch { } finally { gate.ReleaseMutex(); }")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { if (gate.WaitOne(0)) _count++; gate.ReleaseMutex(); } "
            + "catch (SystemException) { }")]
    [InlineData(
        "using var gate = new Mutex(false, \"ledger\"); try { gate.WaitOne(); Write(); gate.ReleaseMutex(); } "
            + "catch (Exception) { gate.ReleaseMutex(); throw; }")]
    [InlineData("using var done = new EventWaitHandle(false, EventResetMode.AutoReset, \"ledger\"); done.WaitOne();")]
    public Task Safe_Forms(string statements) => Silent<AbandonedMutexAnalyzer>(Method(statements));

    /// <summary>Where the variable is null nobody waits, so what it is given later is the mutex.</summary>
    [Theory]
    [InlineData("private Mutex? _gate = null; void Open() => _gate = new Mutex(false, \"ledger\"); void Close() => _gate = null;")]
    [InlineData("private Mutex? _gate; void Open() => _gate ??= new Mutex(false, \"ledger\");")]
    [InlineData("private Mutex _gate = null!; void Open() { _gate = Make(); } static Mutex Make() => new(false, \"ledger\");")]
    [InlineData("private Mutex? _gate = default; Ledger(bool shared) { _gate = shared ? new Mutex(false, \"ledger\") : null; }")]
    public Task Hazard_FieldThatIsNullAtFirst(string members) => Reports<AbandonedMutexAnalyzer>(Field(
        members,
        "{|PSAFE305:_gate!.WaitOne()|}; try { Console.WriteLine(); } finally { _gate.ReleaseMutex(); }"));

    [Theory]
    [InlineData("private Mutex? _gate = null; void Open() => _gate = new Mutex(); void Close() => _gate = null;")]
    [InlineData("private Mutex? _gate = null; void Open(Mutex given) => _gate = given;")]
    [InlineData("private Mutex? _gate = null;")]
    [InlineData("private Mutex? _gate; void Open(bool shared) { _gate = shared ? new Mutex(false, \"ledger\") : new Mutex(); }")]
    public Task Safe_FieldThatIsNullAtFirst(string members) => Silent<AbandonedMutexAnalyzer>(Field(
        members,
        "_gate!.WaitOne(); try { Console.WriteLine(); } finally { _gate.ReleaseMutex(); }"));

    [Fact]
    public Task Safe_FieldThatIsNullAtFirst_Caught() => Silent<AbandonedMutexAnalyzer>(Field(
        "private Mutex? _gate = null; void Open() => _gate = new Mutex(false, \"ledger\");",
        "try { _gate!.WaitOne(); } catch (AbandonedMutexException) { } try { Console.WriteLine(); } finally { _gate!.ReleaseMutex(); }"));

    [Theory]
    [InlineData("private Action _give; public Ledger() => _give = () => {|PSAFE305:_gate.ReleaseMutex()|};", "_give();")]
    [InlineData("internal readonly Action Give; public Ledger() => Give = () => {|PSAFE305:_gate.ReleaseMutex()|};", "Give();")]
    [InlineData("private Action Give { get; set; } public Ledger() => Give = () => {|PSAFE305:_gate.ReleaseMutex()|};", "Give();")]
    [InlineData(
        "private Action? _give; public Ledger() => _give = () => {|PSAFE305:_gate.ReleaseMutex()|};",
        "if (_give != null) _give();")]
    [InlineData("private event Action Gone; public Ledger() => Gone += () => {|PSAFE305:_gate.ReleaseMutex()|};", "Gone();")]
    [InlineData("", "Action give = () => {|PSAFE305:_gate.ReleaseMutex()|}; give();")]
    [InlineData("void Run(Action step) => step();", "Run(() => {|PSAFE305:_gate.ReleaseMutex()|});")]
    public Task Hazard_ReleaseInADelegate_AllRunsAreSeen(string members, string call) =>
        Reports<AbandonedMutexAnalyzer>(Field("private static readonly Mutex _gate = new(false, \"ledger\"); " + members, Taken + call));

    /// <summary>Others may run the delegate, in a finally block as well as not.</summary>
    [Theory]
    [InlineData("public Action Give; public Ledger() => Give = () => _gate.ReleaseMutex();", "Give();")]
    [InlineData("protected readonly Action Give; public Ledger() => Give = () => _gate.ReleaseMutex();", "Give();")]
    [InlineData("public Action Give { get; private set; } public Ledger() => Give = () => _gate.ReleaseMutex();", "Give();")]
    [InlineData(
        "private Action _give; public Ledger() => _give = () => _gate.ReleaseMutex(); public Action Giver() => _give;",
        "_give();")]
    [InlineData("", "Action give = () => _gate.ReleaseMutex(); AppDomain.CurrentDomain.ProcessExit += (_, _) => Run(give); give(); "
        + "static void Run(Action step) => step();")]
    [InlineData("private Action _kept; void Run(Action step) { _kept = step; step(); }", "Run(() => _gate.ReleaseMutex());")]
    [InlineData("public static Action Kept;", "Kept = Give; Give(); void Give() => _gate.ReleaseMutex();")]
    public Task Safe_ReleaseInADelegate_OthersMayRunIt(string members, string call) =>
        Silent<AbandonedMutexAnalyzer>(Field("private static readonly Mutex _gate = new(false, \"ledger\"); " + members, Taken + call));

    [Theory]
    [InlineData("private bool Taken { get { return _gate.WaitOne(); } }", "try { _ = Taken; } catch (AbandonedMutexException) { }")]
    [InlineData("private bool Taken => _gate.WaitOne();", "try { _ = Taken; } catch (AbandonedMutexException) { }")]
    [InlineData("private bool Taken { get => _gate.WaitOne(); }", "try { _ = Taken; } catch (AbandonedMutexException) { }")]
    [InlineData("private void Take() => _gate.WaitOne();", "try { Take(); } catch (AbandonedMutexException) { }")]
    public Task Safe_EveryUserOfAPrivateMemberCatches(string member, string use) =>
        Silent<AbandonedMutexAnalyzer>(Field("private static readonly Mutex _gate = new(false, \"ledger\"); " + member, use));

    /// <summary>One does not, or may not: who gets the method as a delegate, or reads what is not private.</summary>
    [Theory]
    [InlineData(
        "private bool Taken { get { return {|PSAFE305:_gate.WaitOne()|}; } }",
        "try { _ = Taken; } catch (AbandonedMutexException) { } _ = Taken;")]
    [InlineData(
        "private bool Taken => {|PSAFE305:_gate.WaitOne()|};",
        "try { _ = Taken; } catch (AbandonedMutexException) { } _ = Taken;")]
    [InlineData(
        "internal bool Taken { get { return {|PSAFE305:_gate.WaitOne()|}; } }",
        "try { _ = Taken; } catch (AbandonedMutexException) { }")]
    [InlineData(
        "private void Take() => {|PSAFE305:_gate.WaitOne()|}; internal Action Taker() => Take;",
        "try { Take(); } catch (AbandonedMutexException) { }")]
    public Task Hazard_SomeUserDoesNotCatch(string members, string use) =>
        Reports<AbandonedMutexAnalyzer>(Field("private static readonly Mutex _gate = new(false, \"ledger\"); " + members, use));

    private static string Field(string members, string statements) =>
        $$"""
        using System;
        using System.Threading;

        public class Ledger
        {
            {{members}}

            internal void Write() { {{statements}} }
        }
        """;

    [Fact]
    public Task Safe_EveryCallerOfAPrivateMethodCatches() => Silent<AbandonedMutexAnalyzer>(
        """
        using System.Threading;
        class Ledger
        {
            private static readonly Mutex s_gate = new(false, "ledger");
            void First() { try { Take(); } catch (AbandonedMutexException) { } }
            private void Take() => s_gate.WaitOne();
        }
        """);

    [Fact]
    public Task Safe_WrapperThatDocumentsIt() => Silent<AbandonedMutexAnalyzer>(
        """
        using System.Threading;
        public class Gate
        {
            private readonly Mutex _gate = new(false, "ledger");
            /// <exception cref="AbandonedMutexException">The process that held it has died.</exception>
            public void Take() => _gate.WaitOne();
            public void Give() { System.Console.WriteLine(); _gate.ReleaseMutex(); }
        }
        """);

    private static string Method(string statements) =>
        $$"""
        #nullable disable
        using System;
        using System.Threading;
        class Ledger
        {
            private int _count;
            void Append(Mutex parameter)
            {
                {{statements}}
            }
            static string Name => Environment.UserName;
            void Write() => _count++;
        }
        """;
}
