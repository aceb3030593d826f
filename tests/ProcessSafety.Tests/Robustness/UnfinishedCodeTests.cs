using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Code as it stands half typed, and code that no compiler accepts.</summary>
public sealed class UnfinishedCodeTests
{
    [Theory]
    [InlineData("~C")]
    [InlineData("~C(")]
    [InlineData("~C()")]
    [InlineData("~C() =>")]
    [InlineData("~C() => ;")]
    [InlineData("~D() { lock (s_gate) { } }")]
    [InlineData("~C() { } ~C() { lock (s_gate) { } }")]
    [InlineData("static ~C() { lock (s_gate) { } }")]
    [InlineData("~C(int i) { lock (s_gate) { } }")]
    [InlineData("extern ~C();")]
    [InlineData("partial ~C();")]
    [InlineData("~C() { lock")]
    [InlineData("~C() { lock ( }")]
    [InlineData("~C() { lock () { } }")]
    [InlineData("~C() { lock (missing) { } }")]
    [InlineData("~C() { lock (1) { } }")]
    [InlineData("~C() { lock (null) { } }")]
    [InlineData("~C() { lock (() => { }) { } }")]
    [InlineData("~C() { lock (new { }) { } }")]
    [InlineData("~C() { lock (C) { } }")]
    [InlineData("~C() { lock (M) { } } void M() { }")]
    [InlineData("~C() { lock (s_items.) { s_items. } }")]
    [InlineData("~C() { lock (s_gate) { s_items.Enqueue( } }")]
    [InlineData("~C() { lock (s_gate) { s_items.Enqueue() } }")]
    [InlineData("~C() { lock (s_gate) { s_items.Enqueue(1, 2, 3); } }")]
    [InlineData("~C() { s_items.Enqueue(item: ); }")]
    [InlineData("~C() { System.Threading.Monitor.Enter(); }")]
    [InlineData("~C() { System.Threading.Monitor.Enter(s_gate, ); }")]
    [InlineData("~C() { System.Threading.Monitor.Exit(ref s_gate); }")]
    [InlineData("~C() { System.Threading.Monitor.Wait(); }")]
    [InlineData("~C() { System.Threading.Thread.Sleep(); System.Threading.Thread.Sleep(\"x\"); }")]
    [InlineData("~C() { new System.Threading.Tasks.TaskCompletionSource().SetResult(1, 2); }")]
    [InlineData("~C() { new System.Threading.Tasks.TaskCompletionSource<>().SetResult(); }")]
    [InlineData("readonly System.Threading.Tasks.TaskCompletionSource<int> _t = new( ; ~C() { _t.SetResult(1); }")]
    [InlineData("readonly System.Collections.Generic.Queue<> _q = new(); ~C() { _q.Enqueue(); }")]
    [InlineData("System.Collections.Generic.Queue _q; ~C() { lock (s_gate) { _q.Enqueue(1); } }")]
    [InlineData("static System.Collections.Generic.Queue<Missing> s_q = [ ; ~C() { lock (s_gate) { s_q.Enqueue(null); } }")]
    [InlineData("~C() { using (var x = ) { } using var y = ; }")]
    [InlineData("~C() { foreach (var x in ) { } }")]
    [InlineData("~C() { Dispose(); } void Dispose(bool disposing) { if (disposing } {")]
    [InlineData(
        "~C() { Dispose(disposing: ); Dispose(dispos: false); } void Dispose(bool disposing) { if (disposing) { lock (s_gate) { } } }")]
    [InlineData("~C() { this.Missing(); base.Missing(); Missing.Missing(); }")]
    [InlineData("~C() { goto missing; lock (s_gate) { missing2: ; } }")]
    [InlineData("~C() { (s_gate, s_gate) = (null, ); var (a, b) = s_items; }")]
    [InlineData("~C() { s_items?.Enqueue(1)?. ; s_items!.!; }")]
    [InlineData("~C() { System.GC.WaitForPendingFinalizers(1); System.GC.GetTotalMemory(); System.GC.GetTotalMemory(maybe); }")]
    [InlineData("void M() { lock (s_gate) { System.GC.GetTotalMemory(forceFullCollection: ); System.GC. } }")]
    [InlineData("void M() { lock (s_gate) { GC.WaitForPendingFinalizers } }")]
    [InlineData("protected override void Finalize() { lock (s_gate) { } }")]
    [InlineData("protected override bool ReleaseHandle() { lock (s_gate) { return } }")]
    [InlineData("protected override void Dispose(bool) { lock (s_gate) { } }")]
    [InlineData("[System.Runtime.CompilerServices.MethodImpl(] static void M() { } ~C() => M();")]
    [InlineData("[System.Runtime.CompilerServices.MethodImpl(256 | )] static void M() { } ~C() => M();")]
    [InlineData("[System.Diagnostics.Conditional] static void M() { } ~C() => M();")]
    [InlineData("event System.Action E { add } ~C() { E += ; E(); }")]
    [InlineData("int P { get; set } ~C() { P = ; P++; _ = P; }")]
    [InlineData("int this[] => 1; ~C() { _ = this[]; this[] = 1; }")]
    [InlineData("static C() { lock (s_gate) } ~C() { new C( ; new (); new; }")]
    [InlineData("~C() { await Task.Delay(1); yield return 1; return 1; throw; }")]
    [InlineData("~C() { stackalloc int[1]; delegate* <void> p = &M; p(); fixed (int* q = ) { } }")]
    [InlineData("~C() { void F() => F(; F(); static void G(; G(); }")]
    [InlineData("~C() { #if X\nlock (s_gate) { #endif } }")]
    [InlineData("public () => System.GC.WaitForPendingFinalizers();")]
    [InlineData("void M() { void () => System.GC.WaitForPendingFinalizers(); }")]
    [InlineData("int { get { System.GC.WaitForPendingFinalizers(); return 1; } }")]
    [InlineData("static readonly object ; ~C() { lock () { } }")]
    [InlineData("static readonly System.Collections.Generic.Queue<int> = new(); ~C() { lock (s_gate) { .Enqueue(1); } }")]
    [InlineData("~C() { \"\"\" \" \' @\" $\"{ }")]
    public async Task InsideAType(string member)
    {
        string source =
            "class C : System.IDisposable { static readonly object s_gate = new(); "
            + "static readonly System.Collections.Generic.Queue<int> s_items = new(); "
            + member + " }";

        CSharpCompilation compilation = AnalyzerNet.Compile(source);
        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAndLiveAsync(compilation);
        if (!found.IsEmpty)
        {
            await FixNet.ApplyAllAsync(compilation);
        }
    }

    [Theory]
    [InlineData("~C() { lock (typeof(int)) { } }")]
    [InlineData("class { ~() { } }")]
    [InlineData("class { public void Dispose() => System.GC.WaitForPendingFinalizers(); }")]
    [InlineData("class C\n public C() => System.GC.WaitForPendingFinalizers();\n}")]
    [InlineData("struct S { ~S() { lock (typeof(S)) { } } }")]
    [InlineData("interface I { ~I() { lock (typeof(I)) { } } }")]
    [InlineData("record R(object Gate) { ~R() { lock (Gate) { } } }")]
    [InlineData("class C(object gate) { ~C() { lock (gate) { } } }")]
    [InlineData("static class C { ~C() { lock (typeof(C)) { } } }")]
    [InlineData("enum E { ~E() { } }")]
    [InlineData("partial class C { ~C() { } } partial class C { ~C() { lock (typeof(C)) { } } }")]
    [InlineData("class C : Missing { protected override void Dispose(bool disposing) { lock (typeof(C)) { } } }")]
    [InlineData("class C : System.Runtime.InteropServices.SafeHandle { protected override bool ReleaseHandle() { lock (typeof(C)) } }")]
    [InlineData("lock (new object()) { System.GC.WaitForPendingFinalizers(); }")]
    [InlineData(
        "System.GC.RegisterNoGCRegionCallback(1, () => { lock (typeof(int)) { } }); System.GC.RegisterNoGCRegionCallback(1, ); "
            + "System.GC.RegisterNoGCRegionCallback(1, Missing);")]
    [InlineData("using System; using System; namespace N; namespace M { class C { ~C() { } } }")]
    [InlineData("extension E { } class C { extension(object o) { void M() { lock (o) { } } } ~C() { this.M(); } }")]
    public async Task OutsideAType(string source) => await AnalyzerNet.BuildAndLiveAsync(AnalyzerNet.Compile(source));
}
