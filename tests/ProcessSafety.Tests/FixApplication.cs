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

    /// <summary>The project after the first fix that is offered.</summary>
    private async Task<Project?> NextAsync(Project project)
    {
        foreach (Document document in project.Documents.OrderBy(document => document.FilePath, System.StringComparer.Ordinal))
        {
            foreach (Diagnostic diagnostic in await ShownAsync(document))
            {
                if (await ChosenAsync(document, diagnostic) is { } chosen)
                {
                    ImmutableArray<CodeActionOperation> operations = await chosen.GetOperationsAsync(CancellationToken.None);
                    Project changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
                    return WithTexts(changed, await TextsAsync(changed));
                }
            }
        }

        return null;
    }

    /// <summary>What an editor shows in a document that the fix is for, from its beginning to its end.</summary>
    private async Task<IEnumerable<Diagnostic>> ShownAsync(Document document)
    {
        SemanticModel model = (await document.GetSemanticModelAsync())!;
        ImmutableArray<Diagnostic> shown = await model.Compilation.WithAnalyzers(_analyzers, document.Project.AnalyzerOptions)
            .GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
        return shown.Where(diagnostic => _provider.FixableDiagnosticIds.Contains(diagnostic.Id))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan);
    }

    private async Task<CodeAction?> ChosenAsync(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = new();
        await _provider.RegisterCodeFixesAsync(new CodeFixContext(
            document,
            diagnostic,
            (action, _) => actions.Add(action),
            CancellationToken.None));
        return _equivalenceKey is null
            ? actions.ElementAtOrDefault(_index ?? 0)
            : actions.Find(action => action.EquivalenceKey == _equivalenceKey);
    }
}
