using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>Code under a lock that calls code which takes it again: a monitor or mutex lets its holder in, a semaphore never.</summary>
internal static class Reentrance
{
    private const string Wait = "Wait";

    public static bool IsIn(IReadOnlyList<(SemaphoreSite Site, SemanticModel Model)> sites, CancellationToken cancellationToken)
    {
        HashSet<ISymbol> takers = new(
            sites.Where(static item => item.Site.Call == Wait)
                .Select(item => item.Model.GetEnclosingSymbol(item.Site.Node.SpanStart, cancellationToken))
                .OfType<ISymbol>(),
            SymbolEqualityComparer.Default);
        return sites.Any(item => item.Site.Call == Wait && RegionOf(item.Site, sites) is var region
            && BodyOf(item.Site).DescendantNodes()
                .OfType<InvocationExpressionSyntax>()
                .Where(call => region.Contains(call.Span))
                .Any(call => item.Model.GetSymbolInfo(call, cancellationToken).Symbol is { } called
                    && takers.Contains(called.OriginalDefinition)));
    }

    /// <summary>The block of a lock statement; from a call that takes to the last one of the same body that releases.</summary>
    private static TextSpan RegionOf(SemaphoreSite site, IReadOnlyList<(SemaphoreSite Site, SemanticModel Model)> sites)
    {
        if (site.Node is LockStatementSyntax locked)
        {
            return locked.Statement.Span;
        }

        SyntaxNode body = BodyOf(site);
        int end = sites.Select(static item => item.Site)
            .Where(other => other.Call == "Release" && BodyOf(other) == body)
            .Select(static other => other.Node.Span.End)
            .DefaultIfEmpty(body.Span.End)
            .Max();
        return TextSpan.FromBounds(site.Node.Span.End, System.Math.Max(end, site.Node.Span.End));
    }

    private static SyntaxNode BodyOf(SemaphoreSite site) => site.Node.Ancestors()
        .First(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
}
