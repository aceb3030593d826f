using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>Mutexes that factories and openings hand out, probes, and locks that a thread of the pool takes.</summary>
public sealed class MutexOriginTests : RuleTest
{
    private const string Usings = "using System;\nusing System.Threading;\nusing System.Threading.Tasks;\n";

    [Theory]
    [InlineData("static Mutex Make() => new(false, \"x\"); void Go() { using var m = Make(); {|PSAFE305:m.WaitOne()|}; }")]
    [InlineData(
        "static Mutex Make(string n) { var m = new Mutex(false, \"x\" + n); return m; } void Go() { {|PSAFE305:Make(\"y\").WaitOne()|}; }")]
    [InlineData("void Go() { if (Mutex.TryOpenExisting(\"x\", out Mutex? m)) { {|PSAFE305:m.WaitOne()|}; } }")]
    public Task Hazard_Abandoned(string members) => Reports<AbandonedMutexAnalyzer>(Usings + $"class Jobs {{ {members} }}");

    [Theory]
    [InlineData("static Mutex Make() => new(false); void Go() { using var m = Make(); m.WaitOne(); }")]
    [InlineData("static Mutex Make(bool b) => b ? new(false, \"x\") : new(); void Go() { Make(true).WaitOne(); }")]
    [InlineData("public virtual Mutex Make() => new(false, \"x\"); void Go(Mutex m) { m.WaitOne(); }")]
    public Task Safe_Abandoned(string members) => Silent<AbandonedMutexAnalyzer>(Usings + $"class Jobs {{ {members} }}");

    [Theory]
    [InlineData("static bool IsThere(string name) { using var m = new Mutex(false, name, out bool isNew); return !isNew; }")]
    [InlineData("static bool IsThere() { using var m = new Mutex(false, \"x\", out bool isNew); return !isNew; }")]
    [InlineData(
        "static bool IsThere() { using var m = new Mutex(true, \"x\", out bool isNew); return !isNew; } "
            + "void Show() { if (IsThere()) Console.WriteLine(); }")]
    public Task Safe_Probe(string members) => Silent<LostGuardAnalyzer>(Usings + $"class Jobs {{ {members} }}");

    [Theory]
    [InlineData(
        "static bool IsThere() { using var m = {|PSAFE306:new Mutex(false, \"x\", out bool isNew)|}; return !isNew; } "
            + "static void Main() { if (IsThere()) return; Console.ReadLine(); }")]
    [InlineData(
        "static bool IsThere { get { using var m = {|PSAFE306:new Mutex(false, \"x\", out bool isNew)|}; return !isNew; } } "
            + "void Start() { bool other = IsThere; if (other) { Environment.Exit(1); } } static void Main() { }")]
    public Task Hazard_AnswerEndsTheProgram(string members) => Reports<LostGuardAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Usings + $"class Jobs {{ {members} }}");

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("await {|PSAFE304:Task.Run(() => _m.WaitOne())|}; await Task.Delay(1); _m.ReleaseMutex();")]
    [InlineData("await using var scope = {|PSAFE304:Scope.Take(_m)|}; await Task.Delay(1);")]
    public Task Hazard_AcrossAwait(string statements) => Reports<LockAcrossAwaitAnalyzer>(Usings + Locked(statements).Replace(
        "{|PSAFE304:Task.Run(() => _m.WaitOne())|}",
        "Task.Run(() => {|PSAFE304:_m.WaitOne()|})"));

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData(
        "await Task.Run(() => { _m.WaitOne(); try { Console.WriteLine(); } finally { _m.ReleaseMutex(); } }); await Task.Delay(1);")]
    [InlineData("Enter(); await Task.Delay(1); Leave();")]
    public Task Safe_AcrossAwait(string statements) => Silent<LockAcrossAwaitAnalyzer>(Usings + Locked(statements));

    [Theory]
    [InlineData("try { _m = {|PSAFE308:Mutex.OpenExisting(\"x\")|}; } catch (Exception) { _m = new(false, \"x\"); _isFirst = true; }")]
    [InlineData("if (!{|PSAFE308:Mutex.TryOpenExisting(\"x\", out _m)|}) { _m = new(false, \"x\"); Console.WriteLine(_isFirst); }")]
    [InlineData("try { _m = {|PSAFE308:Mutex.OpenExisting(\"x\")|}; } catch (Exception) { _m = new(false, \"x\"); _m.WaitOne(); }")]
    public Task Hazard_BranchDecides(string statements) => Reports<CheckThenActAnalyzer>(Usings + Opened(statements));

    [Theory]
    [InlineData("try { _m = Mutex.OpenExisting(\"x\"); } catch (Exception) { _m = new(false, \"x\"); }")]
    [InlineData("if (!Mutex.TryOpenExisting(\"x\", out _m)) { _m = new(false, \"x\"); } Console.WriteLine(_isFirst); _isFirst = true;")]
    public Task Safe_BranchMakesOnly(string statements) => Silent<CheckThenActAnalyzer>(Usings + Opened(statements));

    private static string Opened(string statements) =>
        $"class Jobs {{ Mutex? _m; bool _isFirst; void Go() {{ {statements} }} }}";

    private static string Locked(string statements) =>
        $$"""
        sealed class Scope(Mutex mutex) : IAsyncDisposable
        {
            public static Scope Take(Mutex mutex) { mutex.WaitOne(); return new Scope(mutex); }
            public ValueTask DisposeAsync() { mutex.ReleaseMutex(); return default; }
        }
        class Jobs
        {
            private readonly Mutex _m = new(false);
            public virtual void Enter() => Monitor.Enter(this);
            public virtual void Leave() => Monitor.Exit(this);
            public async Task Go() { {{statements}} }
        }
        class Quiet : Jobs
        {
            public override void Enter() { }
            public override void Leave() { }
        }
        """;
}
