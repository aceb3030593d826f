using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>The sources of the shipped assemblies, compiled once, to ask what they refer to.</summary>
internal static class SourceModel
{
    public static CSharpCompilation Analyzers { get; } = Compile("ProcessSafety.Analyzers", "src/Analyzers", HostReferences.TestProcess,
        """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("ProcessSafety.CodeFixes")]""");

    public static CSharpCompilation CodeFixes { get; } = Compile(
        "ProcessSafety.CodeFixes", "src/CodeFixes", HostReferences.TestProcess.Add(Analyzers.ToMetadataReference()), "");

    private static readonly ConditionalWeakTable<CSharpCompilation, IReadOnlyList<SymbolUse>> s_uses = [];

    /// <summary>Every name in the sources together with the symbol it stands for; names that stand for none are left out.</summary>
    public static IReadOnlyList<SymbolUse> Symbols(CSharpCompilation compilation) => s_uses.GetValue(compilation, ReadSymbols);

    public static IEnumerable<INamedTypeSymbol> Types(CSharpCompilation compilation) =>
        Types(compilation.Assembly.GlobalNamespace);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        from member in container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        from type in member is INamedTypeSymbol own ? Types(member).Prepend(own) : Types(member)
        select type;

    private static IReadOnlyList<SymbolUse> ReadSymbols(CSharpCompilation compilation)
    {
        List<SymbolUse> uses = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ElementAccessExpressionSyntax
                    && model.GetSymbolInfo(node).Symbol is { } symbol)
                {
                    uses.Add(new SymbolUse(node, symbol.OriginalDefinition));
                }
            }
        }

        return uses;
    }

    private static CSharpCompilation Compile(
        string name,
        string folder,
        ImmutableArray<MetadataReference> references,
        string assemblyAttributes)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            SourceTree.Files(folder, "*.cs").Select(path => CSharpSyntaxTree.ParseText(SourceTree.Read(path), options, path))
                .Append(CSharpSyntaxTree.ParseText(assemblyAttributes, options, "AssemblyAttributes.cs")),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return compilation;
    }
}

/// <summary>A name, and what it stands for.</summary>
internal sealed record SymbolUse(SyntaxNode Name, ISymbol Symbol);
