using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Loading;

namespace ProcessSafety.Scan.Analysis;

/// <summary>An exception that a rule threw.</summary>
internal sealed record Crash(string Analyzer, string Project, string Exception);

/// <summary>What one project contributes.</summary>
/// <param name="Files">The source files that it compiles, relative to the root.</param>
internal sealed record ScannedProject(string Name, long Lines, ImmutableHashSet<string> Files);

/// <summary>The outcome of a scan.</summary>
/// <param name="Findings">In the order of their places.</param>
/// <param name="Absent">What the baseline has, and the scanned files no longer.</param>
internal sealed record ScanResult(
    string Root,
    ImmutableArray<ScannedProject> Projects,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Baselines.BaselineEntry> Absent,
    ImmutableArray<Crash> Crashes,
    ImmutableArray<LoadFailure> Failures,
    ImmutableArray<string> Notes)
{
    public long Lines => Projects.Sum(static project => project.Lines);

    public int Files => Projects.SelectMany(static project => project.Files).Distinct().Count();

    /// <summary>Whether everything that was asked for was scanned.</summary>
    public bool IsComplete => Crashes.IsEmpty && Failures.IsEmpty;

    /// <summary>The findings that the baseline does not have, at that level or above.</summary>
    public int NewAtLeast(DiagnosticSeverity severity) =>
        Findings.Count(finding => finding.State == FindingState.New && finding.Severity >= severity);
}
