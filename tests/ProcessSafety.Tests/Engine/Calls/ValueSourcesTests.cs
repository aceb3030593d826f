using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Calls;

/// <summary>What the value that a method returns may be; none where a spent budget leaves it open.</summary>
public sealed class ValueSourcesTests
{
    [Theory]
    [InlineData("string text = \"a\"; return text;", "\"a\"")]
    [InlineData("string text = Give(); return text;", "\"given\"")]
    [InlineData("string text = one ? \"a\" : \"b\"; text = _field; return text;", "\"a\" \"b\" \"field\"")]
    [InlineData("return one ? Give() : throw null;", "\"given\"")]
    public void Value_LeadsToItsSources(string statements, string expected) => Assert.Equal(
        expected.Split(' ').Order(),
        string.Join(' ', Sources(statements).Select(source => source.Syntax.ToString())).Split(' ').Order());

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(Budgets.ValuesFollowed)]
    public void Chain_WithinTheBudget_HasItsSource(int locals) => Assert.Equal("\"a\"", Assert.Single(Chain(locals)).Syntax.ToString());

    [Theory]
    [InlineData(Budgets.ValuesFollowed + 1)]
    [InlineData(Budgets.ValuesFollowed * 3)]
    public void Chain_BeyondTheBudget_IsUnknown(int locals) => Assert.Empty(Chain(locals));

    /// <summary>What leads nowhere costs nothing.</summary>
    [Fact]
    public void ManyArms_AreAllSources() => Assert.Equal(
        300,
        Sources("return number switch { "
            + string.Concat(Enumerable.Range(0, 299).Select(arm => $"{arm} => \"{arm}\", ")) + "_ => \"else\" };").Length);

    /// <summary>The part that is left is no answer, whichever part that is.</summary>
    [Fact]
    public void ManyArms_ThatLeadOn_AreUnknown() => Assert.Empty(Sources("return number switch { "
        + string.Concat(Enumerable.Range(0, 60).Select(arm => $"{arm} => one ? \"{arm}\" : \"\", ")) + "_ => \"else\" };"));

    /// <summary>An answer that the budget cut leaves nothing behind for the next question, in either order.</summary>
    [Fact]
    public void CutAnswer_IsNotKept()
    {
        (ValueSources sources, IOperation far) = Find(Statements(Budgets.ValuesFollowed + 1));
        IOperation near = LocalNamed("v1", far);
        Assert.Single(sources.Of(near, CancellationToken.None));
        Assert.Empty(sources.Of(far, CancellationToken.None));
        Assert.Single(sources.Of(near, CancellationToken.None));
    }

    private static ImmutableArray<IOperation> Chain(int locals) => Sources(Statements(locals));

    private static string Statements(int locals) =>
        "string v0 = \"a\"; "
        + string.Concat(Enumerable.Range(1, locals - 1).Select(local => $"string v{local} = v{local - 1}; "))
        + $"return v{locals - 1};";

    private static IOperation LocalNamed(string name, IOperation place) => place.SemanticModel!.GetOperation(
        place.Syntax.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .First(found => found.Identifier.ValueText == name))!;

    private static ImmutableArray<IOperation> Sources(string statements)
    {
        (ValueSources sources, IOperation value) = Find(statements);
        return sources.Of(value, CancellationToken.None);
    }

    private static (ValueSources Sources, IOperation Value) Find(string statements)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            class Test
            {
                private string _field = "field";
                private string Give() { return "given"; }
                private string Ask(bool one, int number)
                {
                    {{statements}}
                }
            }
            """);
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        IOperation value = compilation.GetSemanticModel(tree).GetOperation(
            tree.GetRoot().DescendantNodes().OfType<ReturnStatementSyntax>().Last().Expression!)!;
        return (ValueSources.Of(ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None)), value);
    }
}
