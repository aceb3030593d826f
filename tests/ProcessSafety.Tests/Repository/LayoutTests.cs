using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>What the sources of the shipped assemblies must not contain, and how long their files may grow.</summary>
public sealed class LayoutTests
{
    private const int FileLines = 300;

    /// <summary>An analyzer; braces round every body and lines of 140 columns take their part.</summary>
    private const int RuleLines = 175;

    private const int WeakTables = 2;

    /// <summary>Files that may be longer than the bound of their kind, each with its reason.</summary>
    private static readonly Dictionary<string, (int Lines, string Reason)> LongFiles = new()
    {
        ["src/Analyzers/Rules.cs"] = (640, "It has a row for each rule, and is read from one end to the other."),
    };

    private static readonly string[] BannedNameParts = ["Helper", "Util", "Manager"];

    public static TheoryData<string> Files => [.. SourceTree.Files("src", "*.cs")];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_IsShort(string path)
    {
        int lines = SourceTree.Read(path).TrimEnd('\n').Count(character => character == '\n') + 1;
        bool isRule = path.StartsWith("src/Analyzers/Rules/", StringComparison.Ordinal)
            && path.EndsWith("Analyzer.cs", StringComparison.Ordinal);
        int bound = isRule ? RuleLines : FileLines;
        if (LongFiles.TryGetValue(path, out (int Lines, string Reason) exception))
        {
            Assert.NotEmpty(exception.Reason);
            Assert.True(lines > bound, $"{path} needs no exception any more");
            bound = exception.Lines;
        }

        Assert.True(lines <= bound, $"{path} has {lines} lines, {bound} are allowed");
    }

    [Fact]
    public void LongFiles_Exist() => Assert.All(LongFiles.Keys, path => Assert.True(SourceTree.Exists(path), path));

    [Fact]
    public void Types_HaveTelltaleNames() => Assert.Empty(
        from compilation in new[] { SourceModel.Analyzers, SourceModel.CodeFixes }
        from type in SourceModel.Types(compilation)
        where BannedNameParts.Any(part => type.Name.Contains(part, StringComparison.Ordinal))
        select type.ToDisplayString());

    [Fact]
    public void OnlyOptions_AreReadAtTheEndOfACompilation() => Assert.Equal(
        ["src/Analyzers/Rules/Configuration/ConfigurationAnalyzer.cs"],
        from found in SourceModel.Symbols(SourceModel.Analyzers)
        where found.Symbol is IMethodSymbol { Name: "RegisterCompilationAction" or "RegisterCompilationEndAction" }
        select found.Name.SyntaxTree.FilePath);

    [Fact]
    public void OnlySourceBodies_AsksForSemanticModels() => Assert.Empty(
        from found in SourceModel.Symbols(SourceModel.Analyzers)
        where found.Symbol is IMethodSymbol { Name: nameof(Compilation.GetSemanticModel) }
        where found.Name.SyntaxTree.FilePath != "src/Analyzers/Engine/Syntax/SourceBodies.cs"
        select At(found.Name));

    [Fact]
    public void CancellationTokens_HaveOneName() => Assert.Empty(
        from compilation in new[] { SourceModel.Analyzers, SourceModel.CodeFixes }
        from tree in compilation.SyntaxTrees
        from parameter in tree.GetRoot().DescendantNodes().OfType<ParameterSyntax>()
        where parameter.Identifier.ValueText is not ("cancellationToken" or "_")
        where compilation.GetSemanticModel(tree).GetDeclaredSymbol(parameter) is IParameterSymbol { Type.Name: "CancellationToken" }
        select At(parameter));

    [Fact]
    public void NoProviderIsShared() => Assert.Empty(
        from compilation in new[] { SourceModel.Analyzers, SourceModel.CodeFixes }
        from type in SourceModel.Types(compilation)
        from attribute in type.GetAttributes()
        where attribute.AttributeClass?.Name is "SharedAttribute" or "Shared" or "PartCreationPolicyAttribute"
        select type.ToDisplayString());

    [Fact]
    public void StaticState_IsReadOnlyAndHoldsNoCompilation() => Assert.Empty(
        from compilation in new[] { SourceModel.Analyzers, SourceModel.CodeFixes }
        from field in Fields(compilation)
        where field is { IsStatic: true, IsConst: false } && !IsWeakTable(field.Type)
        where !field.IsReadOnly || IsMutable(field.Type) || Holds(field.Type, [])
        select field.ToDisplayString());

    [Fact]
    public void AnalyzersAndFixes_HoldNoCompilation() => Assert.Empty(
        from compilation in new[] { SourceModel.Analyzers, SourceModel.CodeFixes }
        from field in Fields(compilation)
        where !field.IsStatic
            && BaseTypes(field.ContainingType).Any(type => type.Name is nameof(DiagnosticAnalyzer) or "CodeFixProvider" or "FixAllProvider")
        where IsMutable(field.Type) || Holds(field.Type, [])
        select field.ToDisplayString());

    [Fact]
    public void TwoWeakTables_AreAllThatOutlivesACompilation() => Assert.InRange(
        (from field in Fields(SourceModel.Analyzers) where field.IsStatic && IsWeakTable(field.Type) select field).Count(), 1, WeakTables);

    private static IEnumerable<IFieldSymbol> Fields(CSharpCompilation compilation) =>
        SourceModel.Types(compilation).SelectMany(type => type.GetMembers().OfType<IFieldSymbol>());

    private static bool IsWeakTable(ITypeSymbol type) => type is INamedTypeSymbol
    {
        MetadataName: "ConditionalWeakTable`2",
        TypeArguments: [{ Name: nameof(Compilation) or nameof(SyntaxTree) }, _],
    };

    private static bool IsMutable(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() == typeof(ConcurrentDictionary<,>).Namespace
        || type.MetadataName == "ConditionalWeakTable`2";

    /// <summary>Whether a value of the type can lead to a symbol, a tree or a compilation.</summary>
    private static bool Holds(ITypeSymbol type, HashSet<ITypeSymbol> seen) => type switch
    {
        _ when !seen.Add(type) => false,
        IArrayTypeSymbol array => Holds(array.ElementType, seen),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate or TypeKind.Enum } => false,
        INamedTypeSymbol named => IsOfACompilation(named)
            || named.TypeArguments.Any(argument => Holds(argument, seen))
            || (named.DeclaringSyntaxReferences.Length > 0
                && named.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && Holds(field.Type, seen))),
        _ => false,
    };

    private static bool IsOfACompilation(INamedTypeSymbol type) =>
        BaseTypes(type)
            .Concat(type.AllInterfaces)
            .Any(part => part.Name is nameof(ISymbol) or nameof(IOperation) or nameof(Compilation) or nameof(SemanticModel)
                or nameof(SyntaxTree) or nameof(SyntaxNode) or nameof(Location) or nameof(Diagnostic) or "Document" or "Project"
                or "Solution");

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static string At(SyntaxNode node) => node.GetLocation().GetLineSpan().ToString();
}
