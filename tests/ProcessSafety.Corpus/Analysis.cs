using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Corpus.Projects;

namespace ProcessSafety.Corpus;

/// <summary>A place in a file: path relative to the analysed folder, line and column counted from 1.</summary>
internal readonly record struct Place(string Path, int Line, int Column);

/// <summary>One diagnostic with its hops, first to last. Equal findings of two projects that share a file are one.</summary>
internal sealed record Finding(string Id, DiagnosticSeverity Severity, Place Place, string Message, ImmutableArray<Place> Hops)
{
    public bool Equals(Finding? other) =>
        other is not null && (Id, Place, Message) == (other.Id, other.Place, other.Message) && Hops.SequenceEqual(other.Hops);

    public override int GetHashCode() => HashCode.Combine(Id, Place, Message);
}

/// <summary>An exception that an analyzer threw.</summary>
internal sealed record Crash(string Analyzer, string Project, string Exception);

internal sealed class CorpusResult
{
    public HashSet<Finding> Findings { get; } = [];

    public List<Crash> Crashes { get; } = [];
}

/// <summary>One pass of the analyzers over one project.</summary>
internal static class Analysis
{
    /// <summary>Adds what the analyzers report, and what they throw, to <paramref name="result"/>.</summary>
    public static async Task RunAsync(
        ProjectCompilation project,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        CorpusOptions options,
        CorpusResult result,
        CancellationToken cancellationToken)
    {
        CompilationWithAnalyzersOptions settings = new(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) =>
            {
                lock (result.Crashes)
                {
                    result.Crashes.Add(new Crash(analyzer.GetType().Name, project.Name, Flat(exception.ToString())));
                }
            },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        CompilationWithAnalyzers run = project.Compilation.Clone().WithAnalyzers(analyzers, settings);
        foreach (Diagnostic diagnostic in await run.GetAnalyzerDiagnosticsAsync(cancellationToken))
        {
            if (diagnostic.Id.StartsWith(options.IdPrefix, StringComparison.Ordinal) && diagnostic.Location.IsInSource)
            {
                result.Findings.Add(ToFinding(diagnostic, options.Folder));
            }
        }
    }

    private static Finding ToFinding(Diagnostic diagnostic, string folder)
    {
        ImmutableArray<Place> hops = [.. diagnostic.AdditionalLocations.Where(static l => l.IsInSource).Select(l => ToPlace(l, folder))];
        return new Finding(diagnostic.Id, diagnostic.Severity, ToPlace(diagnostic.Location, folder), Flat(diagnostic.GetMessage()), hops);
    }

    private static Place ToPlace(Location location, string folder)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return new Place(
            Path.GetRelativePath(folder, span.Path).Replace('\\', '/'),
            span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1);
    }

    private static string Flat(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
