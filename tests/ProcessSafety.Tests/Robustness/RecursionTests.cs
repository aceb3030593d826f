using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>A walk over calls that come back to themselves ends, with the same result in the build and live.</summary>
public sealed class RecursionTests
{
    [Theory]
    [InlineData("direct", "Loop(n);", "static void Loop(int n) { Loop(n - 1); lock (s_gate) { s_items.Enqueue(n); } }")]
    [InlineData(
        "mutual",
        "Ping(n);",
        "static void Ping(int n) { Pong(n); } static void Pong(int n) { Ping(n); lock (s_gate) { s_items.Enqueue(n); } }")]
    [InlineData(
        "three",
        "A();",
        "static void A() { B(); C(); } static void B() { C(); A(); } static void C() { A(); B(); lock (s_gate) { } }")]
    [InlineData("instance", "_next?.Walk();", "Node? _next; void Walk() { _next?.Walk(); _next!._next!.Walk(); lock (s_gate) { } }")]
    [InlineData("property", "_ = Next;", "int Next { get { lock (s_gate) { return Other; } } } int Other => Next;")]
    [InlineData("setter", "Value = n;", "int Value { get => Value; set { Value = value; lock (s_gate) { } } }")]
    [InlineData("indexer", "_ = this[n];", "int this[int i] { get { lock (s_gate) { return this[i - 1]; } } }")]
    [InlineData("local function", "Local(); void Local() { Other(); } void Other() { Local(); lock (s_gate) { } }", "")]
    [InlineData(
        "delegate",
        "Call(() => Call(null!));",
        "static void Call(System.Action f) { f(); Call(() => Call(f)); lock (s_gate) { } }")]
    [InlineData("generic", "Grow<int>();", "static void Grow<T>() { Grow<System.Collections.Generic.List<T>>(); lock (s_gate) { } }")]
    [InlineData(
        "generic type",
        "Box<int>.Open();",
        "static class Box<T> { public static void Open() { Box<Box2<T>>.Open(); lock (s_gate) { } } } class Box2<T> { }")]
    [InlineData(
        "virtual",
        "Visit();",
        "protected virtual void Visit() { new Leaf().Visit(); lock (s_gate) { } } "
            + "sealed class Leaf : Node { protected override void Visit() { base.Visit(); Visit(); } }")]
    [InlineData(
        "interface",
        "((IStep)new Step()).Run();",
        "interface IStep { void Run(); } sealed class Step : IStep { public void Run() { ((IStep)this).Run(); lock (s_gate) { } } }")]
    [InlineData(
        "constructor",
        "new Self();",
        "sealed class Self { readonly Self _inner = new(); public Self() { new Self(); lock (s_gate) { } } }")]
    [InlineData(
        "constructor initializer",
        "new Chain();",
        "sealed class Chain { public Chain() : this(1) { } public Chain(int i) : this() { lock (s_gate) { } } }")]
    [InlineData(
        "dispose",
        "using (new Scope()) { }",
        "sealed class Scope : System.IDisposable { public void Dispose() { using (new Scope()) { lock (s_gate) { } } "
            + "using Scope s = new(); } }")]
    [InlineData(
        "dispose bool",
        "Dispose(false);",
        "void Dispose(bool disposing) { Dispose(!disposing); if (disposing) { Dispose(false); } lock (s_gate) { } }")]
    [InlineData(
        "async",
        "RunAsync().Wait();",
        "static async System.Threading.Tasks.Task RunAsync() { await RunAsync(); lock (s_gate) { } }")]
    [InlineData(
        "finalizer",
        "Finish(this);",
        "static void Finish(Node n) { n.Finish(); } void Finish() { Finish(this); new Node(); lock (s_gate) { } }")]
    [InlineData("wait", "Collect();", "static void Collect() { lock (s_gate) { System.GC.WaitForPendingFinalizers(); Collect(); } }")]
    [InlineData(
        "field from itself",
        "lock (_self) { }",
        "readonly object _self; Node(object o) { _self = _self ?? o; object x = _self; x = x; _self = x; }")]
    public async Task CallCycle_IsReportedAndEnds(string shape, string finalizer, string members) =>
        Assert.NotEmpty(await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(Program(shape, finalizer, members))));

    [Theory]
    [InlineData(
        "event",
        "Done += null;",
        "event System.Action? Done { add { Done += value; lock (s_gate) { } } remove { Done -= value; } }")]
    [InlineData("lambda", "System.Action f = null!; f = () => { f(); lock (s_gate) { } }; f();", "")]
    [InlineData("two lambdas", "System.Action f = null!, g = null!; f = () => g(); g = () => { f(); lock (s_gate) { } }; f();", "")]
    [InlineData("stored lambda", "s_self();", "static readonly System.Action s_self = () => { s_self!(); lock (s_gate) { } };")]
    [InlineData("operator", "_ = this + this;", "public static Node operator +(Node a, Node b) { lock (s_gate) { return b + a; } }")]
    [InlineData("conversion", "int i = this;", "public static implicit operator int(Node a) { lock (s_gate) { return a; } }")]
    [InlineData(
        "iterator",
        "foreach (int i in Walk(n)) { }",
        "static System.Collections.Generic.IEnumerable<int> Walk(int n) { foreach (int i in Walk(n)) { yield return i; } "
            + "lock (s_gate) { } }")]
    [InlineData("lock from a call", "lock (Gate()) { }", "object Gate() => Gate2(); object Gate2() => Gate();")]
    [InlineData("creation from itself", "lock (Make()) { }", "Node(object o) { } static Node Make() => new Node(Make());")]
    [InlineData(
        "creation from another",
        "lock (Make()._o) { }",
        "readonly object _o; Node(object o) { _o = o; } static Node Make() => new Node(Other()); static Node Other() => new(Make()._o);")]
    [InlineData(
        "argument from itself",
        "Take(Make(s_gate));",
        "static object Make(object o) => Make(Make(o)); static void Take(object o) { lock (o) { Take(Make(o)); } }")]
    [InlineData("condition from itself", "if (Ready(false)) { lock (s_gate) { } }", "static bool Ready(bool b) => !Ready(!Ready(b));")]
    public async Task CallCycle_Ends(string shape, string finalizer, string members) =>
        await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(Program(shape, finalizer, members)));

    [Theory]
    [InlineData(
        "class A : B { ~A() { M(); } protected virtual void M() { lock (typeof(A)) { } } } "
            + "class B : A { protected override void M() { base.M(); } }")]
    [InlineData("interface I : J { void M(); } interface J : I { } class C : I { public void M() { } ~C() { ((J)this).M(); } }")]
    [InlineData("class A<T> : A<A<A<T>>> { ~A() { Dispose(false); } protected virtual void Dispose(bool d) { lock (typeof(T)) { } } }")]
    [InlineData("struct S { S s; object gate; void M() { lock (s.s.gate) { } } } class C { S s; ~C() { s.ToString(); } }")]
    [InlineData("class C { const int A = B; const int B = A; ~C() { System.Threading.Thread.Sleep(A); } }")]
    [InlineData("class C { C c = new C().c; object gate = new C().gate; ~C() { lock (c.c.c.c.gate) { } } }")]
    [InlineData("class C { ~C() { var x = x; var f = () => f(); f(); lock (x) { } } }")]
    [InlineData("class C { ~C() { object[] x = { x[0] }; lock (x[0]) { } } }")]
    [InlineData("class C { ~C() { (object, object) x = (x.Item2, x.Item1); lock (x.Item1) { } } }")]
    public async Task TypeCycle_Ends(string source) => await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(source));

    private static string Program(string shape, string finalizer, string members) =>
        $$"""
        // {{shape}}
        public class Node
        {
            private static readonly object s_gate = new();
            private static readonly System.Collections.Generic.Queue<int> s_items = new();
            private const int n = 1;
            public Node() { }
            {{members}}
            ~Node() { {{finalizer}} }
        }
        """;
}
