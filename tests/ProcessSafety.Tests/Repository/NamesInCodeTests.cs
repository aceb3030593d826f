using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// Lists of names, of APIs or of words, are in Knowledge and nowhere else. A list is two texts or more in one initializer, or three among
/// the arguments of a creation or in a chain of `or`. What a switch maps one by one to an answer of its own is no list.
/// </summary>
public sealed class NamesInCodeTests
{
    private const int FewestInAnInitializer = 2;
    private const int FewestElsewhere = 3;

    private static readonly string[] Floors = ["src/Analyzers/Engine/", "src/Analyzers/Domain/", "src/Analyzers/Rules/"];

    /// <summary>Lists that name no API of a program and are no words of one, each with its reason.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["src/Analyzers/Domain/Children/Boundaries.cs"] = "The two names of the attribute that this package declares.",
        ["src/Analyzers/Rules/Finalization/FinalizerAdviceSuppressor.cs"] = "The ids of the diagnostics that it suppresses.",
        ["src/Analyzers/Rules/Synchronization/MutexName.cs"] = "The two prefixes that say a scope.",
        ["src/Analyzers/Rules/ProcessIO/WaitAdviceSuppressor.cs"] = "The ids of the diagnostics that it suppresses.",
    };

    [Fact]
    public void ListsOfNames_AreInKnowledge() => Assert.Empty(
        from tree in SourceModel.Analyzers.SyntaxTrees
        where Floors.Any(floor => tree.FilePath.StartsWith(floor, StringComparison.Ordinal)) && !Others.ContainsKey(tree.FilePath)
        from list in Lists(tree.GetRoot(), SourceModel.Analyzers.GetSemanticModel(tree))
        select list.GetLocation().GetLineSpan().ToString());

    [Fact]
    public void Others_HaveAList() => Assert.All(Others, other => Assert.NotEmpty(
        SourceModel.Analyzers.SyntaxTrees.Where(tree => tree.FilePath == other.Key)
            .SelectMany(tree => Lists(tree.GetRoot(), SourceModel.Analyzers.GetSemanticModel(tree)))));

    [Theory]
    [InlineData("""string[] names = { "Enter", "TryEnter", "Exit" };""")]
    [InlineData("""string[] names = { "Enter", "Exit" };""")]
    [InlineData("""string[] names = new[] { "Enter", "TryEnter", "Exit" };""")]
    [InlineData("""const string enter = "Enter"; string[] names = { enter, nameof(System), "Exit" };""")]
    [InlineData("""var names = System.Tuple.Create("Enter", "TryEnter", "Exit");""")]
    [InlineData("""bool isOne = args[0] is "Enter" or "TryEnter" or "Exit";""")]
    [InlineData("""bool isNone = args[0] is not ("Enter" or "TryEnter" or "Exit");""")]
    [InlineData("""bool isOne = args[0] == "Enter" || args[0] == "TryEnter" || args[0] == "Exit";""")]
    public void List_IsFound(string code) => Assert.Single(In(code));

    [NewerSyntaxFact(12)]
    public void CollectionExpression_IsFound() => Assert.Single(In("""string[] names = ["Enter", "TryEnter", "Exit"];"""));

    [Theory]
    [InlineData("""string[] names = { "Enter" };""")]
    [InlineData("""string[] names = { args[0], args[1], "Exit" };""")]
    [InlineData("""bool isOne = args[0] is "Enter" or "Exit";""")]
    [InlineData("""int kind = args[0] switch { "Enter" => 1, "TryEnter" => 2, "Exit" => 3, _ => 0 };""")]
    [InlineData("""int[] numbers = { 1, 2, 3, 4 };""")]
    public void Else_IsNone(string code) => Assert.Empty(In(code));

    private static IEnumerable<SyntaxNode> In(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest));
        return Lists(tree.GetRoot(), SourceModel.Analyzers.AddSyntaxTrees(tree).GetSemanticModel(tree));
    }

    private static IEnumerable<SyntaxNode> Lists(SyntaxNode root, SemanticModel model) =>
        from node in root.DescendantNodes()
        let names = Elements(node).Distinct().Count(element => IsText(element, model))
        let isInitializer = node is InitializerExpressionSyntax || node.RawKind == CollectionExpression
        where names >= (isInitializer ? FewestInAnInitializer : FewestElsewhere)
        select node;

    /// <summary>The elements of the list that begins at a node; none for the inner parts of a chain.</summary>
    private static IEnumerable<ExpressionSyntax> Elements(SyntaxNode node) => node switch
    {
        InitializerExpressionSyntax initializer => initializer.Expressions,
        _ when node.RawKind == CollectionExpression =>
            node.ChildNodes().SelectMany(element => element.ChildNodes()).OfType<ExpressionSyntax>(),
        ArgumentListSyntax { Parent: InvocationExpressionSyntax or ObjectCreationExpressionSyntax } list when IsCreation(list) =>
            list.Arguments.Select(argument => argument.Expression),
        BinaryPatternSyntax { Parent: not BinaryPatternSyntax } pattern => pattern.DescendantNodes()
            .OfType<ConstantPatternSyntax>()
            .Where(constant => constant.Ancestors().TakeWhile(outer => outer != pattern).All(outer => outer is PatternSyntax))
            .Select(constant => constant.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression, Parent: not BinaryExpressionSyntax } chain =>
            chain.DescendantNodes(inner => inner is BinaryExpressionSyntax)
                .OfType<BinaryExpressionSyntax>()
                .Where(comparison => comparison.IsKind(SyntaxKind.EqualsExpression))
                .Select(comparison => comparison.Right),
        _ => [],
    };

    private static bool IsCreation(ArgumentListSyntax list) =>
        list.Parent is not InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "Create" },
        };

    private static bool IsText(ExpressionSyntax element, SemanticModel model) =>
        model.GetConstantValue(element) is { HasValue: true, Value: string { Length: > 1 } };

    /// <summary>SyntaxKind.CollectionExpression, which the oldest supported compiler does not name.</summary>
    private const int CollectionExpression = 9076;
}
