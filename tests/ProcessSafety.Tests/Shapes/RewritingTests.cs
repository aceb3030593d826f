using System;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Shapes;

/// <summary>
/// What a rewriting makes of a small program. The place of interest is the call of <c>Use</c>; spaces do not count.
/// </summary>
public sealed partial class RewritingTests
{
    private const string Local = "string x = Make(); Use(x);";

    [Theory]
    [InlineData("x = (value)", Local, "string x = (Make()); Use(x);")]
    [InlineData("if (value is { } x)", Local, "if (Make() is { } x) { Use(x); }")]
    [InlineData("T x; x = value", Local, "string x; x = Make(); Use(x);")]
    [InlineData("x = items[0], of an array", Local, "string[] shapeItems = new string[] { Make() }; string x = shapeItems[0]; Use(x);")]
    [InlineData("x = make(), lambda", Local, "global::System.Func<string> shapeMake = () => Make(); string x = shapeMake(); Use(x);")]
    [InlineData("moved to a local function", Local, "string x = Make(); void ShapeStep() { Use(x); } ShapeStep();")]
    [InlineData(
        "moved to a lambda in a local",
        Local,
        "string x = Make(); global::System.Action shapeStep = () => { Use(x); }; shapeStep();")]
    [InlineData("moved to a static local function", Local, "string x = Make(); static void ShapeStep(string x) { Use(x); } ShapeStep(x);")]
    [InlineData("a block", Local, "string x = Make(); { Use(x); }")]
    [InlineData("do while (false)", Local, "string x = Make(); do { Use(x); } while (false);")]
    [InlineData("lock of an own object", Local, "string x = Make(); object shapeGate = new(); lock (shapeGate) { Use(x); }")]
    [InlineData("a statement after", Local, "string x = Make(); Use(x); global::System.GC.KeepAlive(null);")]
    [InlineData(
        "using (T x = value)",
        "using var x = Open(); Use(x.ToString());",
        "using (global::System.IO.Stream x = Open()) { Use(x.ToString()); }")]
    public void Statements_AreRewritten(string name, string before, string after) =>
        Assert.Contains(Squeeze(Program(after)), Rewrite(name, Program(before)).Select(Squeeze));

    [Theory]
    [InlineData(
        "a partial type with the member in another part",
        "class A { void M() { Use(); } void Use() { } }",
        "partial class A { void Use() { } } partial class A { void M() { Use(); } }")]
    [InlineData(
        "a base class that holds the members",
        "class A { void M() { Use(); } void Use() { } }",
        "class A : ABase { } internal class ABase { void M() { Use(); } void Use() { } }")]
    [InlineData(
        "a type in another type",
        "class A { void Use() { Use(); } }",
        "internal static class ShapeOuter { class A { void Use() { Use(); } } }")]
    [InlineData("a block in place of =>", "class A { int Use() => Use(); }", "class A { int Use() { return Use(); } }")]
    [InlineData("=> in place of a block", "class A { void Use() { Use(); } }", "class A { void Use() => Use(); }")]
    [InlineData(
        "a body of one local function",
        "class A { int Use() { return Use(); } }",
        "class A { int Use() { return ShapeStep(); int ShapeStep() { return Use(); } } }")]
    [InlineData(
        "moved to a static method",
        "class A { static void M() { Use(); } static void Use() { } }",
        "class A { static void M() { ShapeStep(); } static void Use() { } private static void ShapeStep() { Use(); } }")]
    [InlineData(
        "a field",
        "class A { string M() { string x = \"\" + 1; Use(x); return x; } void Use(string x) { } }",
        "class A { string M() { _shapeHeld = (\"\" + 1); Use(_shapeHeld); return _shapeHeld; } void Use(string x) { } "
            + "private string _shapeHeld = null!; }")]
    [InlineData(
        "statements at the top in place of Main",
        "class Program { static void Main() { Use(); } static void Use() { } }",
        "Use(); class Program { static void Use() { } }")]
    [InlineData(
        "Main in place of statements at the top",
        "Use(); static void Use() { }",
        "internal static partial class Program { private static void Main(string[] args) { Use(); static void Use() { } } }")]
    [InlineData(
        "other names of locals, parameters and private members",
        "class A { int _a; int Use(int b) { int c = _a + b; Use(c); return c; } }",
        "class A { int shape_a; int Use(int shapeB) { int shapeC = shape_a + shapeB; Use(shapeC); return shapeC; } }")]
    public void Members_AreRewritten(string name, string before, string after) =>
        Assert.Contains(Squeeze(after), Rewrite(name, before).Select(Squeeze));

    [Fact]
    public void Wrapper_HandsOnWhatIsUsed() => Assert.Contains(
        "internalsealedclassShapeWrapper(global::System.IO.MemoryStreaminner){privatereadonlyglobal::System.IO.MemoryStream_inner=inner;"
            + "publicvoidFlush()=>_inner.Flush();publiclongLength{get=>_inner.Length;}}",
        Squeeze(Assert.Single(Rewrite(
            new WrapperShape().Name,
            "var s = new System.IO.MemoryStream(); s.Flush(); Use(s.Length); void Use(long x) { }"))));

    /// <summary>A break, a return or an assignment that would mean something else in the new place stays where it is.</summary>
    [Theory]
    [InlineData("do while (false)", "for (;;) { Use(Make()); break; }", "break;}while(false)")]
    [InlineData("moved to a local function", "if (Make() == null) { Use(Make()); return; } Use(Make());", "return;}ShapeStep")]
    [InlineData("moved to a static method", "int n = 0; { Use(Make()); n = 1; } System.Console.Write(n);", "ShapeStep(intn")]
    public void Meaning_IsKept(string name, string statements, string other) =>
        Assert.DoesNotContain(Rewrite(name, Program(statements)), text => Squeeze(text).Contains(other, StringComparison.Ordinal));

    private static string[] Rewrite(string name, string source)
    {
        CSharpCompilation compilation = AnalyzerNet.CompileProgram(source);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        int place = source.IndexOf("Use(", StringComparison.Ordinal);
        ShapeProgram program = new(compilation, tree, [new TextSpan(place, 4)]);
        return [.. ShapeNet.Rewritings.Single(rewriting => rewriting.Name == name).Apply(program).OfType<string>()];
    }

    private static string Program(string statements) =>
        $$"""
        class Test
        {
            void M()
            {
                {{statements}}
            }

            static void Use(string x) { }
            static string Make() => "";
            static System.IO.Stream Open() => System.IO.Stream.Null;
        }
        """;

    private static string Squeeze(string text) => Space().Replace(text, "");

    [GeneratedRegex(@"\s")]
    private static partial Regex Space();
}
