using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Code that the finalizer thread alone runs: finalizers, and methods that nothing else calls.</summary>
internal static class FinalizerCode
{
    /// <summary>What a fix has to know of the end of a path.</summary>
    public static ImmutableDictionary<string, string?> Properties(CallPath path, ProcessModel model, CancellationToken cancellationToken) =>
        IsFinalizersOnly(
            path.Fact.Site.Location,
            new HashSet<ISymbol>(SymbolEqualityComparer.Default),
            model,
            cancellationToken)
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.FinalizersOnly, null)
            : ImmutableDictionary<string, string?>.Empty;

    /// <summary>False where a caller is not seen, and in a lambda or an override, which run where nobody can tell.</summary>
    private static bool IsFinalizersOnly(Location place, HashSet<ISymbol> known, ProcessModel model, CancellationToken cancellationToken)
    {
        SyntaxTree tree = place.SourceTree!;
        SyntaxNode? function = tree.GetRoot(cancellationToken)
            .FindNode(place.SourceSpan, getInnermostNodeForTie: true)
            .FirstAncestorOrSelf<SyntaxNode>(static node =>
                node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
        return function is DestructorDeclarationSyntax
            || (function is MethodDeclarationSyntax or LocalFunctionStatementSyntax
                && SourceBodies.Of(model).Model(tree)?.GetDeclaredSymbol(function, cancellationToken) is IMethodSymbol method
                && !method.IsOverride
                && known.Add(method)
                && Callers.Of(model).AllCalls(method, cancellationToken) is { Count: > 0 } calls
                && calls.All(call => IsFinalizersOnly(call.Syntax.GetLocation(), known, model, cancellationToken)));
    }
}
