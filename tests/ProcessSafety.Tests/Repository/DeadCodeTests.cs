using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>The shipped assemblies hold nothing that only tests call.</summary>
public sealed class DeadCodeTests
{
    [Fact]
    public void EveryMember_IsUsedBySource()
    {
        // The fixes use members of the analyzers; their symbols come from another compilation, so ids stand for them.
        HashSet<string> used = [.. Used(SourceModel.Analyzers), .. Used(SourceModel.CodeFixes)];

        Assert.Empty(
            from compilation in new[] { SourceModel.Analyzers, SourceModel.CodeFixes }
            from type in SourceModel.Types(compilation)
            from member in type.GetMembers()
            where IsCalledByName(member) && !used.Contains(Id(member))
            select member.ToDisplayString());
    }

    /// <summary>What is named anywhere outside its own declaration.</summary>
    private static IEnumerable<string> Used(CSharpCompilation compilation) =>
        from found in SourceModel.Symbols(compilation)
        let symbol = found.Symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : found.Symbol
        where !IsInside(found.Name, symbol)
        select Id(symbol);

    private static bool IsInside(SyntaxNode name, ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference =>
        reference.SyntaxTree == name.SyntaxTree && reference.GetSyntax() is MemberDeclarationSyntax && reference.Span.Contains(name.Span));

    /// <summary>Not what a base type, an interface, the compiler or the host calls.</summary>
    private static bool IsCalledByName(ISymbol member) => member switch
    {
        { IsImplicitlyDeclared: true } or { IsOverride: true } or INamedTypeSymbol => false,
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => false,
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum, ConstantValue: 0 } => false,
        { ContainingType.IsRecord: true } when member is IPropertySymbol or IMethodSymbol { Name: "Deconstruct" } => false,
        IMethodSymbol or IPropertySymbol => !Implements(member),
        _ => true,
    };

    private static bool Implements(ISymbol member) =>
        member.ContainingType.AllInterfaces.SelectMany(static contract => contract.GetMembers()).Any(declared =>
            SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(declared), member));

    private static string Id(ISymbol symbol) => symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.ToDisplayString();
}
