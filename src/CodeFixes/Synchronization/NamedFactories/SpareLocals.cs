using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>
/// Locals that hold nothing but the name, and that nobody needs once the sites call a factory. A parameter of a primary constructor that
/// does so cannot go, and the compiler tells one that nobody reads.
/// </summary>
internal static class SpareLocals
{
    /// <summary>The statements that go; null when one cannot go by itself.</summary>
    public static IReadOnlyList<StatementSyntax>? Of(IReadOnlyList<NamedSite> sites, CancellationToken cancellationToken)
    {
        List<StatementSyntax> spare = new();
        foreach (NamedSite site in sites)
        {
            foreach (IdentifierNameSyntax identifier in site.Name.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            {
                if (site.Model.GetSymbolInfo(identifier, cancellationToken).Symbol is not { } symbol
                    || symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declared
                    || !(symbol is ILocalSymbol || IsPrimary(declared))
                    || IsUsedOutside(symbol, declared, site, sites, cancellationToken))
                {
                    continue;
                }

                if (declared is not VariableDeclaratorSyntax
                    {
                        Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } statement,
                    }
                    || statement.Parent is not (BlockSyntax or GlobalStatementSyntax)
                    || (statement.Parent is GlobalStatementSyntax
                        && statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Any(Comments.IsComment)))
                {
                    return null;
                }

                if (!spare.Contains(statement))
                {
                    spare.Add(statement);
                }
            }
        }

        return spare;
    }

    /// <summary>True for a parameter of a primary constructor; those of a record are its properties.</summary>
    private static bool IsPrimary(SyntaxNode declared) =>
        declared is ParameterSyntax { Parent.Parent: ClassDeclarationSyntax or StructDeclarationSyntax };

    private static bool IsUsedOutside(
        ISymbol symbol,
        SyntaxNode declared,
        NamedSite site,
        IReadOnlyList<NamedSite> sites,
        CancellationToken cancellationToken)
    {
        SyntaxNode member = declared.FirstAncestorOrSelf<MemberDeclarationSyntax>(static node => node is not GlobalStatementSyntax)
            ?? declared.SyntaxTree.GetRoot(cancellationToken);
        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == symbol.Name
            && !sites.Any(other => other.Name.SyntaxTree == name.SyntaxTree && other.Name.Span.Contains(name.Span))
            && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));
    }
}
