using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Tests.Robustness;
using Xunit.Sdk;

namespace ProcessSafety.Tests;

/// <summary>Applies a code fix as a person would who takes each diagnostic in turn until none offers it any more.</summary>
internal sealed class FixApplication
{
    private const int MostFixes = 50;

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly CodeFixProvider _provider;
    private readonly int? _index;
    private readonly string? _equivalenceKey;

    public FixApplication(ImmutableArray<DiagnosticAnalyzer> analyzers, CodeFixProvider provider, int? index, string? equivalenceKey)
    {
        _analyzers = analyzers;
        _provider = provider;
        _index = index;
        _equivalenceKey = equivalenceKey;
    }

    /// <summary>Whether one of the rules that the fix is for speaks before that one.</summary>
    public bool Uncovers(string id) => _provider.FixableDiagnosticIds.Any(fixedId => FixSoundness.Uncovers(fixedId, id));

    /// <summary>The project after all fixes.</summary>
    /// <exception cref="XunitException">A fix changes nothing, or there is no end of them.</exception>
    public async Task<Project> ApplyAllAsync(Project project)
    {
        for (int i = 0; i < MostFixes; i++)
        {
            if (await NextAsync(project) is not { } next)
            {
                return project;
            }

            if (await TextsAsync(next) is var after && after.SequenceEqual(await TextsAsync(project)))
            {
                throw new XunitException($"The fix is offered again on its own result and changes nothing:\n{string.Join("\n", after)}");
            }

            project = next;
        }

        throw new XunitException(
            $"The fix is not idempotent: it is still offered after {MostFixes} rounds:\n{string.Join("\n", await TextsAsync(project))}");
    }

    /// <summary>The texts of the documents, in order.</summary>
    public static async Task<string[]> TextsAsync(Project project) =>
        await Task.WhenAll(project.Documents.Select(async document => (await document.GetTextAsync()).ToString()));

    /// <summary>A project with other texts, parsed anew.</summary>
    public static Project WithTexts(Project project, IEnumerable<string> texts) => project.DocumentIds.Zip(texts).Aggregate(
        project.Solution,
        (solution, pair) => solution.WithDocumentText(pair.First, SourceText.From(pair.Second))).GetProject(project.Id)!;

    private async Task<Project?> NextAsync(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> reported = await compilation.WithAnalyzers(_analyzers, project.AnalyzerOptions)
            .GetAnalyzerDiagnosticsAsync();
        foreach (Diagnostic diagnostic in reported.OrderBy(d => d.Location.SourceTree?.FilePath, System.StringComparer.Ordinal)
            .ThenBy(d => d.Location.SourceSpan))
        {
            if (!_provider.FixableDiagnosticIds.Contains(diagnostic.Id)
                || project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
            {
                continue;
            }

            List<CodeAction> actions = new();
            await _provider.RegisterCodeFixesAsync(new CodeFixContext(
                document,
                diagnostic,
                (action, _) => actions.Add(action),
                CancellationToken.None));
            CodeAction? chosen = _equivalenceKey is null
                ? actions.ElementAtOrDefault(_index ?? 0)
                : actions.Find(action => action.EquivalenceKey == _equivalenceKey);
            if (chosen is null)
            {
                continue;
            }

            ImmutableArray<CodeActionOperation> operations = await chosen.GetOperationsAsync(CancellationToken.None);
            Project changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
            return WithTexts(changed, await TextsAsync(changed));
        }

        return null;
    }
}
