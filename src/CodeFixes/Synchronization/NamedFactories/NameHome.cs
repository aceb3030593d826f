using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>The type that declares the constant with the name: the factory's place.</summary>
internal sealed class NameHome
{
    private readonly INamedTypeSymbol _symbol;

    private NameHome(IFieldSymbol field, TypeDeclarationSyntax type, SemanticModel model, bool isPrivate) =>
        (_symbol, Type, Model, Constant, Value, IsPrivate) =
            (field.ContainingType, type, model, Identifiers.Text(field.Name), (string)field.ConstantValue!, isPrivate);

    public TypeDeclarationSyntax Type { get; }

    public SemanticModel Model { get; }

    /// <summary>The constant's name, as it is written.</summary>
    public string Constant { get; }

    public string Value { get; }

    /// <summary>True when all sites are in the type.</summary>
    public bool IsPrivate { get; }

    public string QualifiedName => _symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Null when there is no such constant, or when its type cannot take a method that all sites can call.</summary>
    public static NameHome? Of(string? member, IReadOnlyList<NamedSite> sites, CancellationToken cancellationToken)
    {
        Compilation compilation = sites[0].Model.Compilation;
        if (member is null
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(member, compilation)
                is not IFieldSymbol { ConstantValue: string } field
            || field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declared
            || declared.FirstAncestorOrSelf<TypeDeclarationSyntax>()
                is not { TypeParameterList: null, OpenBraceToken.RawKind: (int)SyntaxKind.OpenBraceToken } type
            || type is InterfaceDeclarationSyntax
            || field.ContainingType.IsGenericType
            || field.ContainingType.ContainingType is { IsGenericType: true }
            || !sites.All(site => site.Model.IsAccessible(site.Node.SpanStart, field.ContainingType)))
        {
            return null;
        }

        bool isPrivate = sites.All(site => IsInside(site, field.ContainingType, cancellationToken));
        return new NameHome(field, type, compilation.GetSemanticModel(type.SyntaxTree), isPrivate);
    }

    /// <summary>Whether nothing in the type has that name.</summary>
    public bool IsFree(string method) => _symbol.GetMembers(method).IsEmpty;

    private static bool IsInside(NamedSite site, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (ISymbol? symbol = site.Model.GetEnclosingSymbol(site.Node.SpanStart, cancellationToken);
            symbol is not null;
            symbol = symbol.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(symbol, type))
            {
                return true;
            }
        }

        return false;
    }
}
