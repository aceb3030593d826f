using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Progress;

namespace ProcessSafety.Scan.Fixes;

/// <summary>
/// Applies the fixes of one rule after the other, project by project, and runs the rule again after each.
/// </summary>
/// <param name="ids">
/// Beginnings of ids of the rules to fix, whose review fixes are taken too where there is no safe one; empty for the safe fixes of all.
/// </param>
internal sealed class FixSession(ImmutableArray<string> ids, IScanProgress progress)
{
    /// <summary>A fix without a Fix All is applied to so many places of a project.</summary>
    private const int MostRounds = 100;

    private readonly HashSet<AppliedFix> _applied = [];

    public async Task<FixedFiles> RunAsync(Workload workload, CancellationToken cancellationToken)
    {
        SortedDictionary<string, SourceText> before = new(StringComparer.Ordinal);
        SortedDictionary<string, SourceText> after = new(StringComparer.Ordinal);
        foreach (IGrouping<Workspace, LoadedProject> group in
            workload.Projects.GroupBy(static project => project.Project.Solution.Workspace))
        {
            Solution start = group.First().Project.Solution;
            Solution end = start;
            foreach (DiagnosticDescriptor rule in Rulebook.Rules.Where(IsAsked))
            {
                progress.Stage($"Fixing {rule.Id}");
                foreach (LoadedProject project in group)
                {
                    end = await FixAsync(end, project.Project.Id, rule.Id, cancellationToken).ConfigureAwait(false);
                }
            }

            await CollectAsync(start, end, before, after, cancellationToken).ConfigureAwait(false);
        }

        string root = Directory.GetCurrentDirectory();
        return new FixedFiles(
            [.. _applied.OrderBy(static fix => fix.Id, StringComparer.Ordinal).ThenBy(static fix => fix.Title, StringComparer.Ordinal)],
            [.. after.Select(pair => new FileChange(
                Places.Of(pair.Key, default, root).Path,
                [],
                LineDiff.Of(before[pair.Key].ToString(), pair.Value.ToString())))],
            after.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private bool IsAsked(DiagnosticDescriptor rule) =>
        Rulebook.FixesOf(rule.Id).Any()
        && (ids.IsEmpty || ids.Any(id => rule.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)));

    private async Task<Solution> FixAsync(Solution solution, ProjectId id, string rule, CancellationToken cancellationToken)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            Project project = solution.GetProject(id)!;
            ImmutableArray<Diagnostic> diagnostics = await DiagnoseAsync(project, rule, cancellationToken).ConfigureAwait(false);
            Solution? changed = await FixOnceAsync(project, diagnostics, cancellationToken).ConfigureAwait(false);
            if (changed is null)
            {
                break;
            }

            solution = await ShareAsync(solution, changed, cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    /// <summary>What the rule reports; what is hidden, such as a refactoring, only for a rule that is named.</summary>
    private async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project, string rule, CancellationToken cancellationToken)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. Rulebook.Analyzers
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(supported => supported.Id == rule))];
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers(analyzers, project.AnalyzerOptions)
            .GetAnalyzerDiagnosticsAsync(cancellationToken)
            .ConfigureAwait(false);
        DiagnosticSeverity least = ids.IsEmpty ? DiagnosticSeverity.Info : DiagnosticSeverity.Hidden;
        return [.. all.Where(diagnostic => diagnostic.Id == rule && diagnostic.Severity >= least && diagnostic.Location.IsInSource)];
    }

    /// <summary>Fixes the first place that can be fixed, and all others that the same action is for; null for none.</summary>
    private async Task<Solution?> FixOnceAsync(
        Project project,
        ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellationToken)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is not { FilePath: not null } document)
            {
                continue;
            }

            foreach ((CodeFixProvider provider, CodeAction action) in
                await FixFinder.ActionsAsync(document, diagnostic, cancellationToken).ConfigureAwait(false))
            {
                if (FixFinder.IsReview(action) && ids.IsEmpty)
                {
                    continue;
                }

                CodeAction all = await AllAsync(project, provider, action, diagnostics, cancellationToken).ConfigureAwait(false) ?? action;
                if (await FixFinder.ChangedAsync(all, cancellationToken).ConfigureAwait(false) is { } changed
                    && ChangedDocuments(project.Solution, changed).Count > 0)
                {
                    _applied.Add(new AppliedFix(diagnostic.Id, action.Title));
                    return changed;
                }
            }
        }

        return null;
    }

    private static async Task<CodeAction?> AllAsync(
        Project project,
        CodeFixProvider provider,
        CodeAction action,
        ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellationToken) =>
        provider.GetFixAllProvider() is { } all && all.GetSupportedFixAllScopes().Contains(FixAllScope.Project)
            ? await all.GetFixAsync(new FixAllContext(
                    project,
                    provider,
                    FixAllScope.Project,
                    action.EquivalenceKey!,
                    diagnostics.Select(static diagnostic => diagnostic.Id).Distinct(),
                    new Known(diagnostics),
                    cancellationToken))
                .ConfigureAwait(false)
            : null;

    /// <summary>Gives a changed file to all projects that compile it.</summary>
    private static async Task<Solution> ShareAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        foreach (DocumentId id in ChangedDocuments(before, after))
        {
            Document document = after.GetDocument(id)!;
            if (document.FilePath is not { } path)
            {
                continue;
            }

            SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            foreach (DocumentId linked in after.GetDocumentIdsWithFilePath(path).Where(linked => linked != id))
            {
                after = after.WithDocumentText(linked, text);
            }
        }

        return after;
    }

    private static async Task CollectAsync(
        Solution start,
        Solution end,
        SortedDictionary<string, SourceText> before,
        SortedDictionary<string, SourceText> after,
        CancellationToken cancellationToken)
    {
        foreach (DocumentId id in ChangedDocuments(start, end))
        {
            if (end.GetDocument(id) is { FilePath: { } path } document)
            {
                before[path] = await start.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
                after[path] = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static List<DocumentId> ChangedDocuments(Solution before, Solution after) =>
        [.. after.GetChanges(before).GetProjectChanges().SelectMany(static change => change.GetChangedDocuments())];

    /// <summary>Hands a Fix All the diagnostics that are known already.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document,
            CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
