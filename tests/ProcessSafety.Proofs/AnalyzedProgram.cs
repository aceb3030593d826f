using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Proofs;

/// <summary>A program and what the analyzers of the package say of it, first to last.</summary>
internal sealed record AnalyzedProgram(Document Document, ImmutableArray<Diagnostic> Diagnostics)
{
    public ImmutableSortedSet<string> Ids => [.. Diagnostics.Select(static diagnostic => diagnostic.Id)];
}
