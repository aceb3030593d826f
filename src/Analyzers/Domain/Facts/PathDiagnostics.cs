using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Diagnostics of what a root reaches.</summary>
internal static class PathDiagnostics
{
    /// <summary>The diagnostic of a path, at its place in the root's own body; logs have the text of each further place.</summary>
    public static Diagnostic At(
        this DiagnosticDescriptor rule,
        CallPath path,
        ImmutableDictionary<string, string?>? properties,
        params object[] arguments) =>
        Diagnostic.Create(
            rule,
            path.First.Location,
            path.Further.Select(static step => step.Location),
            (properties ?? ImmutableDictionary<string, string?>.Empty).AddRange(path.Further.Select(static (step, at) =>
                new KeyValuePair<string, string?>(DiagnosticProperties.Step + (at + 1).ToString(CultureInfo.InvariantCulture), step.Text))),
            arguments);
}
