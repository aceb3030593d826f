using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Long files, long calls and deep nesting, on the 1 MB stack that an editor's thread may have.</summary>
public sealed class SizeAndDepthTests
{
    private const int StackBytes = 1 << 20;

    private const int Depth = 250;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("blocks", "{ ", "Hit();", "} ")]
    [InlineData("ifs", "if (s_flag) { ", "Hit();", "} ")]
    [InlineData("elses", "if (s_flag) { } else ", "Hit();", "")]
    [InlineData("locks", "lock (s_gate) { ", "Hit();", "} ")]
    [InlineData("tries", "try { ", "Hit();", "} finally { s_flag = true; } ")]
    [InlineData("usings", "using (System.IDisposable? d0 = null) { ", "Hit();", "} ", 1)]
    [InlineData("loops", "while (s_flag) { ", "Hit();", "} ")]
    [InlineData("switches", "switch (s_number) { case 1: ", "Hit();", " break; } ")]
    [InlineData("local functions", "void F() { ", "Hit();", "} ", 60)]
    [InlineData("lambdas", "System.Action f = () => { ", "Hit();", "}; f(); ", 12)]
    [InlineData("parentheses", "s_number = ", "s_number;", "", 1)]
    public void NestedStatements(string shape, string open, string core, string close, int depth = Depth) =>
        Analyze(Program(shape, Nest(open, core, close, depth)));

    [Theory]
    [InlineData("parentheses", "(", "s_number", ")")]
    [InlineData("calls", "Id(", "s_number", ")")]
    [InlineData("operators", "s_number + ", "s_number", "", 4000)]
    [InlineData("right operators", "1 + (", "s_number", ")")]
    [InlineData("conditionals", "s_flag ? 1 : ", "s_number", "")]
    [InlineData("casts", "(int)", "s_number", "")]
    [InlineData("coalesce", "s_maybe ?? ", "s_number", "")]
    [InlineData("negations", "-(", "s_number", ")")]
    [InlineData("assignments", "s_number = ", "1", "")]
    [InlineData("switch expressions", "s_number switch { 1 => ", "2", ", _ => 3 }", 60)]
    public void NestedExpressions(string shape, string open, string core, string close, int depth = Depth) =>
        Analyze(Program(shape, $"s_number = {Nest(open, core, close, depth)};"));

    [Fact]
    public void LongMemberChain() =>
        Analyze(Program("chain", $"new System.Text.StringBuilder(){Repeat(1000, i => $".Append({i})")}.ToString();"));

    [Fact]
    public void LongConditionalAccessChain() =>
        Analyze(Program("?.", $"_ = s_node{Repeat(Depth, _ => "?.Next")};"));

    [Fact]
    public void NestedTypes() => Analyze(
        Nest("class C { ~C() { lock (typeof(C)) { } } ", "", "} ", 100) + Nest("namespace N { ", "class D { ~D() { } }", "} ", 100));

    [Fact]
    public void NestedTypeArguments() => Analyze(
        Program("generics", $"{Nest("System.Collections.Generic.List<", "int", ">", 60)} list = new(); lock (list) {{ list.Clear(); }}"));

    [Fact]
    public void TenThousandLines_OfFinalizers() => Analyze(
        "using System.Collections.Generic;\nstatic class Pool\n"
            + "{\n    public static readonly object Gate = new();\n    public static readonly Queue<int> Free = new();\n}\n" +
        Repeat(
            1250,
            i => $"class C{i}\n{{\n    ~C{i}()\n    {{\n        lock (Pool.Gate)\n            Pool.Free.Enqueue({i});\n    }}\n}}\n"));

    [Fact]
    public void TenThousandLines_InOneFinalizer() => Analyze(
        Program("statements", Repeat(10_000, i => $"lock (s_gate) {{ s_number += {i}; }}\n")));

    [Fact]
    public void TenThousandCalls_OneAfterAnother() => Analyze(
        Program("fan", Repeat(2500, i => $"M{i}();\n"), Repeat(2500, i => $"static void M{i}()\n{{\n    lock (s_gate) {{ }}\n}}\n")));

    [Fact]
    public void TenThousandCalls_OneInTheOther() => Analyze(
        Program(
            "chain",
            "M0();",
            Repeat(10_000, i => $"static void M{i}() => M{i + 1}();\n") + "static void M10000() { lock (s_gate) { } }"));

    [Fact]
    public void CallsThatBranchAtEachStep() => Analyze(
        Program("tree", "M0();", Repeat(60, i => $"static void M{i}() {{ M{i + 1}(); M{i + 1}(); M{i + 2}(); }}\n") +
            "static void M60() { M61(); } static void M61() { lock (s_gate) { } }"));

    [Fact]
    public void EveryMethodCallsEveryOther() => Analyze(
        Program(
            "net",
            "M0();",
            Repeat(
                100,
                i => $"static void M{i}() {{ {Repeat(100, j => $"M{j}(); ")} lock (s_gate) {{ System.GC.WaitForPendingFinalizers(); }} "
                    + $"}}\n")));

    [Fact]
    public void AssignmentsThatLeadInRings() => Analyze(
        Program(
            "origins",
            $"{Repeat(300, i => $"object o{i} = s_gate;\n")}{Repeat(300, i => $"o{i} = o{(i + 7) % 300};\n")}lock (o0) {{ }}"));

    [Fact]
    public void AssignmentsThatLeadFarBack() => Analyze(
        Program("origins", $"object o0 = s_gate;\n{Repeat(2000, i => $"object o{i + 1} = o{i};\n")}lock (o2000) {{ }}"));

    [Fact]
    public void AssignmentsThatBranchAtEachStep() => Analyze(
        Program(
            "origins",
            $"object o0 = s_gate, o1 = new();\n{Repeat(60, i => $"object o{i + 2} = s_flag ? o{i} : o{i + 1};\n")}lock (o61) {{ }}"));

    /// <summary>As the rounds of a hash function do it.</summary>
    [Fact]
    public void LocalsThatAreMixedAgainAndAgain() => Analyze(
        Program(
            "rounds",
            $"object a = s_gate, b = a, c = b, d = c;\n"
                + $"{Repeat(64, i => "a = Mix(a, b, c, d); b = Mix(b, c, d, a); c = Mix(c, d, a, b); d = Mix(d, a, b, c);\n")}lock (a) {{ "
                + $"}}",
            "static object Mix(object a, object b, object c, object d) => s_flag ? a : b;"));

    [Fact]
    public void EveryMethodReturnsEveryOther() => Analyze(
        Program(
            "returns",
            "lock (M0(s_gate)) { }",
            Repeat(
                40,
                i => $"static object M{i}(object o) {{ {Repeat(40, j => $"if (s_number == {j}) return M{j}(o);\n")} return o; }}\n")));

    [Fact]
    public void LongChainOfFields() => Analyze(
        Program("fields", $"lock (s_node!{Repeat(400, _ => ".Next!")}) {{ }}"));

    [Fact]
    public void FieldsThatLeadFarBack() => Analyze(
        Program(
            "fields",
            "lock (_f500) { }",
            "readonly object _f0 = new();"
            + Repeat(500, i => $"readonly object _f{i + 1};\n")
            + $"Node() {{ {Repeat(500, i => $"_f{i + 1} = _f{i};\n")} }}"));

    [Fact]
    public void FieldsThatBranchAtEachStep() => Analyze(
        Program(
            "fields",
            "lock (_f60) { }",
            "readonly object _f0 = new(), _f1 = new();"
            + Repeat(60, i => $"readonly object _f{i + 2};\n")
            + $"Node() {{ {Repeat(60, i => $"_f{i + 2} = s_flag ? _f{i} : _f{i + 1};\n")} }}"));

    [Fact]
    public void PropertiesThatLeadFarBack() => Analyze(
        Program("properties", "lock (P0) { }", Repeat(500, i => $"object P{i} => P{i + 1};\n") + "object P500 => s_gate;"));

    [Fact]
    public void ArgumentsThatBranchAtEachStep() => Analyze(
        Program(
            "arguments",
            "M0(s_gate, new());",
            Repeat(
                60,
                i => $"void M{i}(object a, object b) {{ M{i + 1}(s_flag ? a : b, s_flag ? b : a); lock (a) {{ lock (b) {{ }} }} }}\n")
            + "void M60(object a, object b) { lock (a) { } }"));

    [Fact]
    public void InterfaceOfManyTypes() => Analyze(
        "interface I { void M(); }\n"
        + Repeat(
            500,
            i => $"class C{i} : I {{ public void M() {{ lock (typeof(C{i})) {{ }} }} ~C{i}() {{ I i = this; i.M(); Base(i); }} "
                + $"static void Base(I i) => i.M(); }}\n"));

    [Fact]
    public void DeepInheritance() => Analyze(
        "class C0 { ~C0() => Dispose(false); protected virtual void Dispose(bool disposing) { } }\n" +
        Repeat(
            60,
            i => $"class C{i + 1} : C{i} {{ protected override void Dispose(bool disposing) {{ lock (typeof(C{i})) {{ }} "
                + $"base.Dispose(disposing); }} }}\n"));

    [Fact]
    public void OneLineOfAMegabyte() => Analyze(
        Program("line", $"string s = \"{new string('x', 1 << 20)}\"; lock (s) {{ }}"));

    private static string Program(string shape, string finalizer, string members = "") =>
        $$"""
        // {{shape}}
        class Node
        {
            static readonly object s_gate = new();
            static bool s_flag;
            static int s_number;
            static int? s_maybe;
            static Node? s_node;
            Node? Next;
            static int Id(int n) => n;
            static void Hit() { lock (s_gate) { } }
            {{members}}
            ~Node()
            {
                {{finalizer}}
            }
        }
        """;

    private static string Nest(string open, string core, string close, int depth) =>
        Repeat(depth, _ => open) + core + Repeat(depth, _ => close);

    private static string Repeat(int count, Func<int, string> part)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++)
        {
            text.Append(part(i));
        }

        return text.ToString();
    }

    private static void Analyze(string source)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(() => AnalyzeHere(source)), StackBytes) { IsBackground = true };
        thread.Start();

        Assert.True(thread.Join(s_limit), $"not analysed within {s_limit.TotalSeconds} s");
        Assert.True(failure is null, failure?.ToString());
    }

    private static void AnalyzeHere(string source)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(source);
        ImmutableArray<Diagnostic> found = AnalyzerNet.BuildAsync(compilation, concurrent: false).GetAwaiter().GetResult();
        if (found.Length is > 0 and < 100)
        {
            FixNet.ApplyAllAsync(compilation).GetAwaiter().GetResult();
        }
    }
}
