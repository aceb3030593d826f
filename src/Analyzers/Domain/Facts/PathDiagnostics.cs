using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Diagnostics of what a root reaches.</summary>
internal static class PathDiagnostics
{
    /// <summary>The diagnostic of a path, at its place in the root's own body.</summary>
    public static Diagnostic At(
        this DiagnosticDescriptor rule,
        CallPath path,
        ImmutableDictionary<string, string?>? properties,
        params object[] arguments) =>
        Diagnostic.Create(rule, path.First.Location, path.Further, properties, arguments);
}
