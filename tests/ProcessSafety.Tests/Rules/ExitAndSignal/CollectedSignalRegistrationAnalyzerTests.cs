using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class CollectedSignalRegistrationAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    [InlineData("_ = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, _ => s_stop.Cancel());")]
    [InlineData("var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    [InlineData("IDisposable? term = null; term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    [InlineData("if (s_stop.IsCancellationRequested) {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    [InlineData("Action register = () => {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); register();")]
    [InlineData("IDisposable[] all = { {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }; s_stop.Cancel();")]
    [InlineData("var all = new[] { {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }; s_stop.Cancel();")]
    [InlineData("var all = new ArrayList { {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }; s_stop.Cancel();")]
    [InlineData("ArrayList all = new(); all.Add({|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop));")]
    [InlineData("var all = new IDisposable[1]; all[0] = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    [InlineData("List<IDisposable> all = new(); all.Add({|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)); Run();")]
    [InlineData("var all = new List<IDisposable> { {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }; Run();")]
    [InlineData(
        "List<IDisposable> all = new(); foreach (var signal in new[] { PosixSignal.SIGTERM }) "
            + "all.Add({|PSAFE804:PosixSignalRegistration.Create|}(signal, Stop)); Run();")]
    [InlineData(
        "var all = new Dictionary<int, IDisposable>(); "
            + "all[1] = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); Run();")]
    [InlineData(
        "var all = new Dictionary<int, IDisposable>(); "
            + "all.Add(1, {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)); Run();")]
    [InlineData(
        "var all = new Dictionary<int, IDisposable> "
            + "{ [1] = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }; Run();")]
    public Task Hazard_NothingKeepsIt(string statement) => Reports<CollectedSignalRegistrationAnalyzer>(InMain(statement));

    [Theory]
    [InlineData("(var term, int count) = ({|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop), 1);")]
    [InlineData(
        "var pair = (Term: {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop), Count: "
            + "1); var term = pair.Term;")]
    [InlineData("var first = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); var term = first;")]
    [InlineData("if ({|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) is not { } term) return;")]
    [InlineData("switch ({|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)) { case { } term: Run(); break; }")]
    [InlineData("var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) switch { { } it => it, _ => null };")]
    [InlineData(
        "var term = s_stop.IsCancellationRequested ? "
            + "{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) : null;")]
    [InlineData("var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) ?? throw new Exception();")]
    [InlineData("IDisposable? term = null; term ??= {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    [InlineData("IDisposable[] all = { {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }; var term = all[0];")]
    [InlineData("IDisposable Make() { return {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); } var term = Make();")]
    [InlineData("Func<IDisposable> make = () => {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); make();")]
    [InlineData(
        "Func<IDisposable>? make = null; "
            + "make = () => s_all.Count > 9 ? make!() : {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); make();")]
    [InlineData("var term = new Lazy<IDisposable>(() => {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)).Value;")]
    [InlineData("var term = new Kept({|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)).Held;")]
    [InlineData("var term = new Filled { Held = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop) }.Held;")]
    [InlineData(
        "var task = System.Threading.Tasks.Task.FromResult("
            + "{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)); Run();")]
    public Task Hazard_HandedOnToNobody(string statement) => Reports<CollectedSignalRegistrationAnalyzer>(InMain(statement));

    [Theory]
    [InlineData("(var term, int count) = (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop), 1); GC.KeepAlive(term);")]
    [InlineData("var pair = (Term: PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop), Count: 1); s_term = pair.Term;")]
    [InlineData("var first = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); var term = first; GC.KeepAlive(term);")]
    [InlineData("if (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) is not { } term) return; s_all.Add(term);")]
    [InlineData("s_term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) switch { { } it => it, _ => null };")]
    [InlineData("var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); using var kept = term;")]
    [InlineData("IDisposable Make() { return PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); } s_term = Make();")]
    [InlineData("IDisposable Make() { return PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); } s_make = Make;")]
    [InlineData("Func<IDisposable> make = () => PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); s_term = make();")]
    [InlineData("Func<IDisposable> make; make = () => PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); s_term = make();")]
    [InlineData(
        "_ = s_all.Count switch { 0 when PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) is { } t && Keep(t) => 1, _ => 2 };")]
    [InlineData("s_make = () => PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);")]
    [InlineData("s_lazy = new Lazy<IDisposable>(() => PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));")]
    [InlineData("s_kept = new Kept(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));")]
    [InlineData("var kept = new Filled { Held = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) }; GC.KeepAlive(kept);")]
    [InlineData("foreach (IDisposable term in new IDisposable[] { PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) }) Run();")]
    [InlineData(
        "IDisposable? term = null; "
            + "Interlocked.CompareExchange(ref term, PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop), null);")]
    [InlineData(
        "Make(out IDisposable term); "
            + "void Make(out IDisposable made) { made = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); }")]
    [InlineData(
        "var task = System.Threading.Tasks.Task.FromResult(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)); Run(); "
            + "GC.KeepAlive(task);")]
    public Task Safe_HandedOnToSomebody(string statement) => Silent<CollectedSignalRegistrationAnalyzer>(InMain(statement));

    [Theory]
    [InlineData("{ using var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); }")]
    [InlineData("{ using (var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)) Console.WriteLine(); }")]
    [InlineData(
        "{ using var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); "
            + "using var quit = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGQUIT, Stop); }")]
    [InlineData("=> {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop);")]
    public Task Hazard_Helper(string body) => Reports<CollectedSignalRegistrationAnalyzer>(Helper(body));

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("IDisposable[] all = [{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)]; Run();")]
    [InlineData("List<IDisposable> all = [{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)]; Run();")]
    public Task Hazard_CollectionExpression(string statement) => Reports<CollectedSignalRegistrationAnalyzer>(InMain(statement));

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("IDisposable[] all = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)]; Run(); GC.KeepAlive(all);")]
    [InlineData("List<IDisposable> all = s_all; all.AddRange([PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)]); Run();")]
    public Task Safe_CollectionExpression(string statement) => Silent<CollectedSignalRegistrationAnalyzer>(InMain(statement));

    /// <summary>A registration that an object holds is lost with the object.</summary>
    [Theory]
    [InlineData("new {|PSAFE804:Signals|}(); Run();")]
    [InlineData("_ = new {|PSAFE804:Signals|}(); Run();")]
    [InlineData("var signals = new {|PSAFE804:Signals|}(); Run();")]
    [InlineData("Signals signals = {|PSAFE804:new|}(); Run();")]
    [InlineData("var signals = new {|PSAFE804:Outer|}(); Run();")]
    [InlineData("new {|PSAFE804:Several|}(); Run();")]
    [InlineData("new {|PSAFE804:Listed|}(); Run();")]
    [InlineData("new {|PSAFE804:Selected|}(); Run();")]
    [InlineData("{|PSAFE804:Register|}(); Run();")]
    [InlineData("var term = {|PSAFE804:Register|}(); Run();")]
    [InlineData("if ({|PSAFE804:Register|}() is not { } term) return; Run();")]
    [InlineData("{|PSAFE804:Signals.Watch|}(); Run();")]
    [InlineData("var signals = {|PSAFE804:Signals.Watch|}(); Run();")]
    [InlineData("List<object> all = new(); all.Add(new {|PSAFE804:Signals|}()); Run();")]
    public Task Hazard_Wrapper(string statement) => Reports<CollectedSignalRegistrationAnalyzer>(Wrapped(statement));

    [Theory]
    [InlineData("using var signals = new Signals(); Run();")]
    [InlineData("using (new Signals()) { Run(); }")]
    [InlineData("s_signals = new Signals(); Run();")]
    [InlineData("var signals = new Signals(); Run(); signals.Dispose();")]
    [InlineData("var signals = new Signals(); Run(); GC.KeepAlive(signals);")]
    [InlineData("using var signals = new Listed(); Run();")]
    [InlineData("new SharedList(); Run();")]
    [InlineData("new GivenList(s_all); Run();")]
    [InlineData("new Shared(); Run();")]
    [InlineData("new Rooted(); Run();")]
    [InlineData("new Timed(); Run();")]
    [InlineData("new Given(s_term!); Run();")]
    [InlineData("s_signals = Signals.Watch(); Run();")]
    [InlineData("using var signals = Signals.Watch(); Run();")]
    [InlineData("s_term = Register(); Run();")]
    [InlineData("new Own(); Run();")]
    [InlineData("new OwnLambda(); Run();")]
    [InlineData("new Handing(); Run();")]
    [InlineData("_ = new Handing().Term; Run();")]
    [InlineData("Keep(new Signals()); Run();")]
    public Task Safe_Wrapper(string statement) => Silent<CollectedSignalRegistrationAnalyzer>(Wrapped(statement));

    private static string Wrapped(string statement) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.InteropServices;
        using System.Threading;

        internal static class Program
        {
            private static readonly ManualResetEventSlim s_stop = new();
            private static readonly List<IDisposable> s_all = new();
            private static IDisposable? s_signals;
            private static IDisposable? s_term;

            private static void Main()
            {
                {{statement}}
            }

            private static void Run() => s_stop.Wait();

            private static void Keep(IDisposable signals) => s_signals = signals;

            private static IDisposable Register()
            {
                var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
                return term;
            }

            internal static void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                s_stop.Set();
            }
        }

        internal sealed class Signals : IDisposable
        {
            private readonly PosixSignalRegistration _term;

            public Signals() => _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop);

            public static Signals Watch() => new();

            public void Dispose() => _term.Dispose();
        }

        internal sealed class Outer
        {
            private readonly Signals _signals = new();

            public override string ToString() => _signals.ToString()!;
        }

        internal sealed class Shared
        {
            private static PosixSignalRegistration? s_term;

            public Shared() => s_term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop);
        }

        internal sealed class Rooted
        {
            private static readonly List<Rooted> s_all = new();
            private readonly PosixSignalRegistration _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop);

            public Rooted() => s_all.Add(this);

            public void Stop() => _term.Dispose();
        }

        internal sealed class Timed
        {
            private readonly PosixSignalRegistration _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop);

            public Timed() => AppDomain.CurrentDomain.ProcessExit += (_, _) => _term.Dispose();
        }

        internal sealed class Own
        {
            private readonly PosixSignalRegistration _term;
            private bool _stopped;

            public Own() => _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerm);

            private void OnTerm(PosixSignalContext context) => context.Cancel = _stopped = true;

            public void Dispose() => _term.Dispose();
        }

        internal sealed class OwnLambda
        {
            private readonly PosixSignalRegistration _term;
            private bool _stopped;

            public OwnLambda() => _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = _stopped = true);

            public void Dispose() => _term.Dispose();
        }

        internal sealed class Handing
        {
            private readonly PosixSignalRegistration _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop);

            public IDisposable Term => _term;
        }

        internal sealed class Several
        {
            private readonly IDisposable[] _all;

            public Several() => _all = new IDisposable[] { PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop) };

            public void Stop() => _all[0].Dispose();
        }

        internal sealed class Selected
        {
            private readonly IDisposable[] _all =
                new[] { PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Program.Stop)).ToArray();

            public void Stop() => _all[0].Dispose();
        }

        internal sealed class Listed : IDisposable
        {
            private readonly List<IDisposable> _all = new();

            public Listed()
            {
                foreach (PosixSignal signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP })
                {
                    _all.Add(PosixSignalRegistration.Create(signal, Program.Stop));
                }
            }

            public void Dispose()
            {
                foreach (IDisposable registration in _all)
                {
                    registration.Dispose();
                }
            }
        }

        internal sealed class SharedList
        {
            private static readonly List<IDisposable> s_all = new();

            public SharedList() => s_all.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop));
        }

        internal sealed class GivenList
        {
            private readonly List<IDisposable> _all;

            public GivenList(List<IDisposable> all)
            {
                _all = all;
                _all.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Program.Stop));
            }
        }

        internal sealed class Given
        {
            private readonly IDisposable _term;

            public Given(IDisposable term) => _term = term;

            public void Stop() => _term.Dispose();
        }
        """;

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<CollectedSignalRegistrationAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System.Runtime.InteropServices;
        using System.Threading;

        using CancellationTokenSource stop = new();
        var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, context => { context.Cancel = true; stop.Cancel(); });
        stop.Token.WaitHandle.WaitOne();
        """);

    [Theory]
    [InlineData("using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); s_stop.Token.WaitHandle.WaitOne();")]
    [InlineData("using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)) { }")]
    [InlineData("s_term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);")]
    [InlineData("s_all.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));")]
    [InlineData("var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); GC.KeepAlive(term);")]
    [InlineData("var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); s_stop.Token.Register(() => term.Dispose());")]
    [InlineData("IDisposable[] all = { PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) }; GC.KeepAlive(all);")]
    [InlineData("IDisposable[] all = { PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) }; Run(); all[0].Dispose();")]
    [InlineData(
        "IDisposable[] all = { PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) }; foreach (var one in all) one.Dispose();")]
    [InlineData("ArrayList all = new(); all.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)); GC.KeepAlive(all);")]
    [InlineData("var all = new ArrayList { PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) }; s_term = all[0] as IDisposable;")]
    [InlineData("Stack all = new(); all.Push(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)); while (all.Count > 0) all.Pop();")]
    [InlineData("List<IDisposable> all = new(); all.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)); Run(); all.Clear();")]
    [InlineData("List<IDisposable> all = s_all; all.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)); Run();")]
    public Task Safe_Kept(string statement) => Silent<CollectedSignalRegistrationAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        InMain(statement));

    [Theory]
    [InlineData("{ using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); s_stop.Token.WaitHandle.WaitOne(); }")]
    [InlineData("{ using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)) Run(); }")]
    [InlineData(
        "{ using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); while (!s_stop.IsCancellationRequested) { } }")]
    [InlineData("=> s_term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);")]
    public Task Safe_MethodThatGoesOn(string body) => Silent<CollectedSignalRegistrationAnalyzer>(Helper(body));

    [Fact]
    public Task Safe_ReturnedAndAwaited() => Silent<CollectedSignalRegistrationAnalyzer>(
        """
        using System;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;

        static class Signals
        {
            static IDisposable Register(Action<PosixSignalContext> stop) => PosixSignalRegistration.Create(PosixSignal.SIGTERM, stop);

            static async Task RunAsync(Task work, Action<PosixSignalContext> stop)
            {
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, stop);
                await work;
            }
        }
        """);

    private static string InMain(string statement) => Program(statement, "{ }");

    private static string Helper(string body) => Program("Register();", body);

    private static string Program(string main, string helper) =>
        $$"""
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using System.Threading;

        class Program
        {
            static readonly CancellationTokenSource s_stop = new();
            static readonly List<IDisposable> s_all = new();
            static IDisposable? s_term;
            static Func<IDisposable>? s_make;
            static Lazy<IDisposable>? s_lazy;
            static Kept? s_kept;

            static void Main()
            {
                {{main}}
            }

            static void Register()
            {{helper}}

            static bool Keep(IDisposable term) => s_term is null && (s_term = term) is not null;

            static void Run() => s_stop.Token.WaitHandle.WaitOne();

            static void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                s_stop.Cancel();
            }
        }

        record Kept(IDisposable Held);

        class Filled { public IDisposable? Held { get; set; } }
        """;

    [Theory]
    [InlineData("var all = signals.Select(s => {|PSAFE804:PosixSignalRegistration.Create|}(s, Stop)).ToArray();")]
    [InlineData("var all = signals.Select(s => {|PSAFE804:PosixSignalRegistration.Create|}(s, _ => { })).ToList();")]
    [InlineData("_ = signals.Select(s => { return {|PSAFE804:PosixSignalRegistration.Create|}(s, Stop); }).ToArray();")]
    public Task Hazard_OneForEach(string statement) => Reports<CollectedSignalRegistrationAnalyzer>(ForEach(statement));

    [Theory]
    [InlineData("var all = signals.Select(s => PosixSignalRegistration.Create(s, Stop)).ToArray(); GC.KeepAlive(all);")]
    [InlineData("s_all = signals.Select(s => PosixSignalRegistration.Create(s, Stop)).ToArray();")]
    [InlineData("var all = signals.Select(s => PosixSignalRegistration.Create(s, Stop)).Select(Keep).ToArray();")]
    public Task Safe_OneForEach(string statement) => Silent<CollectedSignalRegistrationAnalyzer>(ForEach(statement));

    private static string ForEach(string statement) =>
        $$"""
        using System;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            private static IDisposable[]? s_all;

            private static void Main()
            {
                PosixSignal[] signals = { PosixSignal.SIGTERM, PosixSignal.SIGHUP };
                {{statement}}
                Console.ReadLine();
            }

            private static IDisposable Keep(IDisposable registration) => (s_all = new[] { registration })[0];

            private static void Stop(PosixSignalContext context) => context.Cancel = true;
        }
        """;
}
