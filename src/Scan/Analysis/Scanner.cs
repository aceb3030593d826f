using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.Scan.Fixes;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Progress;

namespace ProcessSafety.Scan.Analysis;

/// <summary>What is looked for.</summary>
/// <param name="Severity">The lowest level that counts.</param>
/// <param name="Ids">Beginnings of ids; empty for all.</param>
/// <param name="WithFixes">True to find out what the fixes would change.</param>
internal sealed record ScanQuestion(DiagnosticSeverity Severity, ImmutableArray<string> Ids, bool WithFixes)
{
    public bool Accepts(Diagnostic diagnostic) =>
        diagnostic.Severity >= Severity
        && (Ids.IsEmpty || Ids.Any(id => diagnostic.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Runs the rules over projects, several at a time.</summary>
internal sealed class Scanner(string root, ScanQuestion question, IScanProgress progress)
{
    private readonly ConcurrentBag<Finding> _findings = [];
    private readonly ConcurrentBag<Crash> _crashes = [];

    /// <summary>Everything that the rules report, each once, in the order of places.</summary>
    public async Task<ScanResult> RunAsync(Workload workload, CancellationToken cancellationToken)
    {
        progress.Begin(workload.Projects.Length, workload.Projects.Sum(static project => project.Lines));
        ParallelOptions parallel = new()
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, 4),
        };
        await Parallel.ForEachAsync(workload.Projects, parallel, async (project, token) =>
        {
            await ScanAsync(project, token).ConfigureAwait(false);
            progress.Done(project.Name, project.Lines, _findings.Count);
        }).ConfigureAwait(false);

        return new ScanResult(
            root,
            [.. workload.Projects.Select(project => new ScannedProject(project.Name, project.Lines, FilesOf(project.Project)))
                .OrderBy(static project => project.Name, StringComparer.Ordinal)],
            [.. Fingerprints.Add(Merge(Ordered(_findings)))],
            [],
            [.. _crashes.OrderBy(static crash => crash.Project, StringComparer.Ordinal)
                .ThenBy(static crash => crash.Analyzer, StringComparer.Ordinal)],
            workload.Failures,
            workload.Notes);
    }

    private async Task ScanAsync(LoadedProject loaded, CancellationToken cancellationToken)
    {
        Project project = loaded.Project;
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
        CompilationWithAnalyzersOptions settings = new(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) =>
                _crashes.Add(new Crash(analyzer.GetType().Name, loaded.Name, Flat(exception.ToString()))),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(Rulebook.Analyzers, settings)
            .GetAnalyzerDiagnosticsAsync(cancellationToken)
            .ConfigureAwait(false);
        foreach (Diagnostic diagnostic in diagnostics.Where(question.Accepts))
        {
            Finding finding = diagnostic.Location.IsInSource
                ? await ToFindingAsync(diagnostic, cancellationToken).ConfigureAwait(false)
                : ToFinding(diagnostic, project);
            Fix? fix = question.WithFixes
                ? await FixFinder.FindAsync(project, diagnostic, root, cancellationToken).ConfigureAwait(false)
                : null;
            _findings.Add(finding with { Projects = [loaded.Name], Fix = fix });
        }
    }

    private async Task<Finding> ToFindingAsync(Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxTree tree = diagnostic.Location.SourceTree!;
        SourceText text = await tree.GetTextAsync(cancellationToken).ConfigureAwait(false);
        List<Hop> hops = [];
        foreach (Location location in diagnostic.AdditionalLocations.Where(static location => location.IsInSource))
        {
            hops.Add(await ToHopAsync(diagnostic, location, hops.Count + 1, cancellationToken).ConfigureAwait(false));
        }

        return new Finding(
            diagnostic.Descriptor,
            diagnostic.Severity,
            Places.Of(diagnostic.Location, root),
            Members.NameAt(await tree.GetRootAsync(cancellationToken).ConfigureAwait(false), diagnostic.Location.SourceSpan.Start),
            Flat(diagnostic.GetMessage()),
            diagnostic.Properties.ContainsKey(DiagnosticProperties.Step + "1"),
            [.. hops],
            Snippet.Around(text, diagnostic.Location.GetLineSpan().Span));
    }

    /// <summary>What is wrong in a file of API models, or else in the project as a whole.</summary>
    private Finding ToFinding(Diagnostic diagnostic, Project project)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string path = span.Path is { Length: > 0 } file ? file : project.FilePath!;
        SourceText text = SourceText.From(File.Exists(path) ? File.ReadAllText(path) : "");
        return new Finding(
            diagnostic.Descriptor,
            diagnostic.Severity,
            Places.Of(path, span.Span, root),
            "",
            Flat(diagnostic.GetMessage()),
            IsPath: false,
            [],
            Snippet.Around(text, span.Span));
    }

    private async Task<Hop> ToHopAsync(Diagnostic diagnostic, Location location, int number, CancellationToken cancellationToken)
    {
        SyntaxTree tree = location.SourceTree!;
        SourceText text = await tree.GetTextAsync(cancellationToken).ConfigureAwait(false);
        LinePositionSpan span = location.GetLineSpan().Span;
        return new Hop(
            Places.Of(location, root),
            diagnostic.Properties.GetValueOrDefault(DiagnosticProperties.Step + number) ?? text.Lines[span.Start.Line].ToString().Trim(),
            Members.NameAt(await tree.GetRootAsync(cancellationToken).ConfigureAwait(false), location.SourceSpan.Start),
            Snippet.Around(text, span));
    }

    private static IEnumerable<Finding> Ordered(IEnumerable<Finding> findings) =>
        findings.OrderBy(static finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Place.Line)
            .ThenBy(static finding => finding.Place.Column)
            .ThenBy(static finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Message, StringComparer.Ordinal)
            .ThenBy(static finding => string.Join(' ', finding.Hops.Select(static hop => hop.Place)), StringComparer.Ordinal)
            .ThenBy(static finding => finding.Projects[0], StringComparer.Ordinal);

    /// <summary>Makes one of findings that several projects, or several frameworks of one, have in a file that they share.</summary>
    private static IEnumerable<Finding> Merge(IEnumerable<Finding> ordered)
    {
        Finding? last = null;
        foreach (Finding finding in ordered)
        {
            if (last is null || !last.IsSameAs(finding))
            {
                if (last is not null)
                {
                    yield return last;
                }

                last = finding;
                continue;
            }

            last = last with
            {
                Projects = [.. last.Projects, .. finding.Projects.Except(last.Projects)],
                Severity = (DiagnosticSeverity)Math.Max((int)last.Severity, (int)finding.Severity),
                Fix = last.Fix ?? finding.Fix,
            };
        }

        if (last is not null)
        {
            yield return last;
        }
    }

    private ImmutableHashSet<string> FilesOf(Project project) =>
        [.. project.Documents.Where(static document => document.FilePath is not null)
            .Select(document => Path.GetRelativePath(root, document.FilePath!).Replace('\\', '/'))];

    private static string Flat(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
