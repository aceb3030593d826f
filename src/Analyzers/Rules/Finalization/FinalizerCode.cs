using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
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
        IsFinalizersOnly(path.Fact.Site, model, cancellationToken)
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.FinalizersOnly, null)
            : ImmutableDictionary<string, string?>.Empty;

    /// <summary>What a fix has to know of the end of the first path, and of the ends of all that one place leads to.</summary>
    public static ImmutableDictionary<string, string?> Properties(
        IEnumerable<CallPath> paths,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, string?> properties = Properties(paths.First(), model, cancellationToken);
        List<Site> ends = paths.Select(static path => path.Fact.Site).Distinct().ToList();
        return ends.TrueForAll(end => end.Tree == ends[0].Tree && IsFinalizersOnly(end, model, cancellationToken))
            ? properties.Add(DiagnosticProperties.Waits, string.Join(",", ends.Select(static end => $"{end.Span.Start}-{end.Span.End}")))
            : properties;
    }

    private static bool IsFinalizersOnly(Site site, ProcessModel model, CancellationToken cancellationToken) =>
        Callers.Of(model).RunsBelowOnly(
            site.Tree,
            site.Span,
            (tree, place) => SourceBodies.Of(model).Model(tree)?.GetEnclosingSymbol(place.Start, cancellationToken)
                is IMethodSymbol { MethodKind: MethodKind.Destructor },
            cancellationToken);
}
