using System.Collections.Immutable;
using ProcessSafety.Scan.Analysis;

namespace ProcessSafety.Scan.Fixes;

/// <summary>A piece of a file, and what takes its place.</summary>
internal sealed record Replacement(Place Deleted, string Inserted);

/// <summary>What a fix changes in one file.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Diff">The changed lines with those around them, each with ' ', '-' or '+' before it.</param>
internal sealed record FileChange(string Path, ImmutableArray<Replacement> Replacements, ImmutableArray<string> Diff);

/// <summary>A fix of one finding.</summary>
/// <param name="IsReview">True when a person should look at the change before it is taken.</param>
internal sealed record Fix(string Title, bool IsReview, ImmutableArray<FileChange> Changes);
