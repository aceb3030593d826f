using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Values;

/// <summary>Where the result of the first call of Make goes, one shape each, and who uses what it is put into.</summary>
public sealed class DestinationTests
{
    [Theory]
    [InlineData("object local = Make();", "local")]
    [InlineData("object local; local = (object)Make();", "local")]
    [InlineData("_field = (Make());", "_field")]
    [InlineData("_field ??= Make();", "_field")]
    [InlineData("other._field = Make();", "_field")]
    [InlineData("Property = Make();", "Property")]
    [InlineData("_field = isFast ? Make() : null;", "_field")]
    [InlineData("_field = _field ?? Make();", "_field")]
    [InlineData("_field = isFast switch { true => Make(), _ => null };", "_field")]
    [InlineData("_field = other?.Make();", "_field")]
    [InlineData("System.Func<object> call; call = Make;", "call")]
    [InlineData("object Inner() => Make();", "Inner")]
    [InlineData("_field = Make() == null ? other : this;", "")]
    [InlineData("_field = Make() is null ? other : this;", "")]
    [InlineData("_field = (bool)Make() ? other : this;", "")]
    [InlineData("_field = Make() switch { null => other, _ => this };", "")]
    [InlineData("_field = isFast switch { true when (bool)Make() => other, _ => this };", "")]
    [InlineData("_field = other.Hand(Make());", "")]
    [InlineData("_field = Make().ToString();", "")]
    [InlineData("Make();", "")]
    [InlineData("items[0] = Make();", "")]
    public void Value_GoesTo(string statement, string expected) => Assert.Equal(expected, GoesTo(statement, string.Empty));

    [Theory]
    [InlineData("private object _made = Make();", "_made")]
    [InlineData("private object Made { get; } = Make();", "Made")]
    [InlineData("private object Read => Make();", "get_Read")]
    public void Value_OfAMember_GoesTo(string member, string expected) => Assert.Equal(expected, GoesTo(string.Empty, member));

    [Theory]
    [InlineData("object local = (object)Make();", "local = (object)Make()")]
    [InlineData("other._field = isFast ? Make() : null;", "other._field")]
    [InlineData("items[0] = Make();", "items[0]")]
    [InlineData("_field ??= Make();", "_field")]
    [InlineData("_field = other.Hand(Make());", "")]
    public void Value_IsWrittenInto(string statement, string expected) =>
        Assert.Equal(expected, Destination.Target(Made(statement, string.Empty))?.Syntax.ToString() ?? string.Empty);

    [Theory]
    [InlineData("using (Make()) { }", "using (Make()) { }")]
    [InlineData("using (object made = (object)Make()) { }", "using (object made = (object)Make()) { }")]
    [InlineData("using var made = Make();", "using var made = Make();")]
    [InlineData("using var made = isFast ? Make() : null;", "using var made = isFast ? Make() : null;")]
    [InlineData("var made = Make();", "")]
    [InlineData("using (Wrap(Make())) { } static System.IDisposable Wrap(object given) => null;", "")]
    public void Value_IsDisposedOfBy(string statement, string expected) =>
        Assert.Equal(expected, Destination.Using(Made(statement, string.Empty))?.Syntax.ToString() ?? string.Empty);

    [Theory]
    [InlineData("Make();", "Method", "Method")]
    [InlineData("System.Action lambda = () => Make();", "", "Method")]
    [InlineData("void Inner() { System.Action lambda = () => Make(); }", "", "Method")]
    [InlineData("void Inner() { Make(); }", "Inner", "Method")]
    public void Place_StandsIn(string statement, string function, string member)
    {
        IOperation place = Made(statement, string.Empty);

        Assert.Equal(function, SourceBodies.Around(place, CancellationToken.None)?.Name);
        Assert.Equal(member, SourceBodies.MemberAround(place, CancellationToken.None)?.Name);
    }

    [Theory]
    [InlineData("_ = _counted; this._counted++; other._counted = 1; _ = other?._counted; _ = nameof(_counted);", 5)]
    [InlineData("void Inner() => _counted++; System.Action lambda = () => _counted--; int _other = 1;", 2)]
    [InlineData("int counted = 1; _ = counted;", 0)]
    public void Member_HasReferences(string statements, int expected)
    {
        (ProcessModel known, IMethodSymbol method) = Compile(statements, string.Empty);
        ISymbol field = Assert.Single(method.ContainingType.GetMembers("_counted"));

        Assert.Equal(expected, MemberHistories.Of(known).References(field, CancellationToken.None).Count());
    }

    [Theory]
    [InlineData("_ = _counted;", false)]
    [InlineData("_counted = 1;", true)]
    [InlineData("_counted = 1; _counted = 1;", false)]
    public void Member_HasOneValue(string statements, bool expected)
    {
        (ProcessModel known, IMethodSymbol method) = Compile(statements, string.Empty);
        ISymbol field = Assert.Single(method.ContainingType.GetMembers("_counted"));

        Assert.Equal(expected, MemberHistories.Of(known).Single(field, CancellationToken.None) is not null);
    }

    [Fact]
    public void Local_HasReferences_InLambdasToo()
    {
        (ProcessModel known, IMethodSymbol method) =
            Compile("int counted = 1; System.Action lambda = () => counted++; { int other = counted; }", string.Empty);
        IOperation body = SourceBodies.Of(known).Of(method, CancellationToken.None)!;
        ILocalSymbol local = body.Descendants().OfType<IVariableDeclaratorOperation>().First().Symbol;

        Assert.Equal(2, LocalAssignments.References(local, body.Descendants().Last()).Count());
    }

    [Theory]
    [InlineData("object held = Make();", "Make()")]
    [InlineData("object held = null; held = other; held ??= isFast;", "null|other|isFast")]
    [InlineData("int.TryParse(\"1\", out int held);", "int.TryParse(\"1\", out int held)")]
    [InlineData("int held; int.TryParse(\"1\", out held);", "int.TryParse(\"1\", out held)")]
    [InlineData("Give(out object held); static void Give(out object given) => given = null;", "null")]
    [InlineData("object held = other; System.Threading.Interlocked.Exchange(ref held, null);", "other|null")]
    [InlineData("if (other is { } held) { }", "other")]
    [InlineData("if (Make() is Test held) { }", "Make()")]
    [InlineData("var (held, _) = (other, isFast);", "other")]
    public void Local_Holds(string statements, string expected)
    {
        (ProcessModel known, IMethodSymbol method) = Compile(statements, string.Empty);
        IOperation body = SourceBodies.Of(known).Of(method, CancellationToken.None)!;
        SyntaxNode name = body.Syntax.DescendantNodes().First(static node => node
            is VariableDeclaratorSyntax { Identifier.ValueText: "held" }
                or SingleVariableDesignationSyntax { Identifier.ValueText: "held" });
        ILocalSymbol local = Assert.IsAssignableFrom<ILocalSymbol>(body.SemanticModel!.GetDeclaredSymbol(name));

        Assert.Equal(
            expected,
            string.Join("|", new LocalAssignments(body).Of(local)!.Select(static value => value?.Syntax.ToString() ?? "?")));
    }

    [Theory]
    [InlineData("return 1;", "1")]
    [InlineData("if (isFast) return 1; else return 2;", "1,2")]
    [InlineData("int Inner() { return 3; } System.Func<int> lambda = () => 4; return 1;", "1")]
    [InlineData("return Inner(); int Inner() => 3;", "Inner()")]
    [InlineData("throw null;", "")]
    public void Body_Returns(string statements, string expected)
    {
        (ProcessModel known, IMethodSymbol method) = Compile(string.Empty, $"int Result(bool isFast) {{ {statements} }}");
        IMethodSymbol result = Assert.Single(method.ContainingType.GetMembers("Result").OfType<IMethodSymbol>());
        IOperation body = SourceBodies.Of(known).Of(result, CancellationToken.None)!;

        Assert.Equal(
            expected,
            string.Join(",", ControlFlow.ReturnsOf(body).Select(static returned => returned.Syntax.ToString())));
    }

    private static string GoesTo(string statement, string member) => Destination.Of(Made(statement, member))?.Name ?? string.Empty;

    private static IOperation Made(string statement, string member)
    {
        (ProcessModel known, IMethodSymbol method) = Compile(statement, member);
        SyntaxTree tree = method.DeclaringSyntaxReferences[0].SyntaxTree;
        SemanticModel model = SourceBodies.Of(known).Model(tree)!;
        SimpleNameSyntax name = tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .First(static name => name.Identifier.ValueText == "Make");
        return model.GetOperation((SyntaxNode?)name.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? name)!;
    }

    private static (ProcessModel Known, IMethodSymbol Method) Compile(string statements, string member)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            class Test
            {
                private object _field;
                private int _counted;
                private object Property { get; set; }
                {{member}}

                void Method(Test other, bool isFast, object[] items)
                {
                    {{statements}}
                }

                static object Make() => new object();
                object Hand(object given) => given;
            }
            """.Replace("static object Make", statements.Contains("other?.Make") ? "object Make" : "static object Make"));
        ProcessModel known = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        return (known, compilation.GetTypeByMetadataName("Test")!.GetMembers("Method").OfType<IMethodSymbol>().Single());
    }
}
