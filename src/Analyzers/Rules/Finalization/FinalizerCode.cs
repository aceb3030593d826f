using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Code that the finalizer thread alone runs: finalizers, and methods that nothing else calls.</summary>
internal static class FinalizerCode
{
    /// <summary>What a fix has to know of the end of a path.</summary>
    public static ImmutableDictionary<string, string?> Properties(CallPath path, ProcessModel model, CancellationToken cancellationToken) =>
        Callers.Of(model).RunsBelowOnly(
            path.Fact.Site.Tree,
            path.Fact.Site.Span,
            (tree, place) => SourceBodies.Of(model).Model(tree)?.GetEnclosingSymbol(place.Start, cancellationToken)
                is IMethodSymbol { MethodKind: MethodKind.Destructor },
            cancellationToken)
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.FinalizersOnly, null)
            : ImmutableDictionary<string, string?>.Empty;
}
