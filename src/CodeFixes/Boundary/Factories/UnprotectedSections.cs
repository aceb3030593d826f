using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Factories;

/// <summary>
/// Sections that an exception leaves without the release: a mutex of several processes has to be released then too, or it is abandoned.
/// </summary>
internal static class UnprotectedSections
{
    /// <summary>The sections, each to be put into a `try`; null when one of them cannot be.</summary>
    public static IReadOnlyList<FinallyRegion>? Of(
        IReadOnlyList<LockSite> sites,
        MemberScope scope,
        CancellationToken cancellationToken)
    {
        List<FinallyRegion> regions = new();
        StatementSyntax[] takings = StatementsOf(sites, LockSiteKind.Enter);
        foreach (StatementSyntax release in StatementsOf(sites, LockSiteKind.Exit).Where(static release => !IsForExceptions(release)))
        {
            StatementSyntax? taking = release.Siblings().TakeWhile(other => other != release).LastOrDefault(takings.Contains);
            if (taking is null)
            {
                // Taken elsewhere: in this body the release belongs to a way that nobody can tell from the others here.
                if (takings.Any(other => MemberOf(other) == MemberOf(release)))
                {
                    return null;
                }
            }
            else if (release.PreviousStatement() != taking)
            {
                if (FinallyRegion.Of(taking, release, scope.ModelOf(release), cancellationToken) is not { } region)
                {
                    return null;
                }

                regions.Add(region);
            }
        }

        return regions;
    }

    private static StatementSyntax[] StatementsOf(IReadOnlyList<LockSite> sites, LockSiteKind kind) =>
        sites.Where(site => site.Kind == kind).Select(static site => site.Node.Parent).OfType<ExpressionStatementSyntax>().ToArray();

    private static bool IsForExceptions(SyntaxNode release) =>
        release.Ancestors().TakeWhile(static node => !IsMember(node)).Any(static node => node is FinallyClauseSyntax or CatchClauseSyntax);

    private static SyntaxNode MemberOf(SyntaxNode node) => node.Ancestors().First(IsMember);

    private static bool IsMember(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
        || (node is MemberDeclarationSyntax and not GlobalStatementSyntax)
        || node is CompilationUnitSyntax;
}
