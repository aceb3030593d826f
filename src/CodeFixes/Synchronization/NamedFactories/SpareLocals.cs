using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>Locals that hold nothing but the name, and that nobody needs once the sites call a factory.</summary>
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
                if (site.Model.GetSymbolInfo(identifier, cancellationToken).Symbol is not ILocalSymbol local
                    || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declared
                    || IsUsedOutside(local, declared, site, sites, cancellationToken))
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

    private static bool IsUsedOutside(
        ILocalSymbol local,
        SyntaxNode declared,
        NamedSite site,
        IReadOnlyList<NamedSite> sites,
        CancellationToken cancellationToken)
    {
        SyntaxNode member = declared.FirstAncestorOrSelf<MemberDeclarationSyntax>(static node => node is not GlobalStatementSyntax)
            ?? declared.SyntaxTree.GetRoot(cancellationToken);
        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == local.Name
            && !sites.Any(other => other.Name.SyntaxTree == name.SyntaxTree && other.Name.Span.Contains(name.Span))
            && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, cancellationToken).Symbol, local));
    }
}
