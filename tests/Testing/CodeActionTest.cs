using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Chooses a code action among those offered, applies it and checks the trees that it made.</summary>
public abstract class CodeActionTest<TVerifier> : AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    public int? CodeActionIndex { get; set; }

    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>A further check of the chosen action.</summary>
    public Action<CodeAction, IVerifier>? CodeActionVerifier { get; set; }

    public CodeActionValidationMode CodeActionValidationMode { get; set; } = CodeActionValidationMode.SemanticStructure;

    public abstract Type SyntaxKindType { get; }

    /// <summary>Puts nested actions in the place of the action that holds them.</summary>
    protected virtual ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions) =>
        actions.SelectMany(action => action.NestedActions() is { IsEmpty: false } nested ? FilterCodeActions(nested) : ImmutableArray.Create(action)).ToImmutableArray();

    /// <summary>The action that the test chooses by index, by key or by default the first; null when it was not offered.</summary>
    private protected CodeAction? ChooseAction(int iteration, ImmutableArray<CodeAction> actions, IVerifier verifier)
    {
        CodeAction? named = CodeActionEquivalenceKey is null ? null : actions.FirstOrDefault(action => action.EquivalenceKey == CodeActionEquivalenceKey);
        CodeAction? chosen = named;
        if (CodeActionEquivalenceKey is null)
        {
            chosen = actions.ElementAtOrDefault(CodeActionIndex ?? 0);
        }
        else if (CodeActionIndex is { } index && (named is not null || iteration == 0))
        {
            verifier.True(actions.Length > index, $"Expected to find a code action at index '{index}', but only '{actions.Length}' code actions were found.");
            verifier.Equal(CodeActionEquivalenceKey, actions[index].EquivalenceKey, "The code action equivalence key and index must be consistent when both are specified.");
            chosen = actions[index];
        }

        if (chosen is not null)
            CodeActionVerifier?.Invoke(chosen, verifier);

        return chosen;
    }

    /// <summary>The project after the action, its documents parsed anew, and what was wrong with the trees that the action made.</summary>
    private protected async Task<(Project Project, Exception? Error)> ApplyAsync(Project project, CodeAction action, IVerifier verifier, CancellationToken cancellationToken)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellationToken);
        ApplyChangesOperation[] changes = operations.OfType<ApplyChangesOperation>().ToArray();
        verifier.Equal(1, changes.Length, $"Expected the code action '{action.Title}' to make exactly one {nameof(ApplyChangesOperation)}, but it made {changes.Length}.");

        Project changed = changes[0].ChangedSolution.GetProject(project.Id)!;
        if (changed == project)
            return (project, null);

        Exception? error = null;
        foreach (DocumentId id in changed.DocumentIds)
        {
            Document document = changed.GetDocument(id)!;
            SyntaxNode made = (await document.GetSyntaxRootAsync(cancellationToken))!;
            SourceText text = await document.GetTextAsync(cancellationToken);
            document = document.WithText(SourceText.From(text.ToString(), text.Encoding, text.ChecksumAlgorithm));
            SyntaxNode parsed = (await document.GetSyntaxRootAsync(cancellationToken))!;
            if (error is null && CodeActionValidationMode != CodeActionValidationMode.None)
                error = TreeComparison.Difference(SyntaxKindType, parsed, made, CodeActionValidationMode == CodeActionValidationMode.Full, verifier);

            changed = document.Project;
        }

        return (changed, error);
    }

    /// <summary>The text of a document, simplified and formatted where it is annotated for that.</summary>
    private protected static async Task<SourceText> GetFinalTextAsync(Document document, CancellationToken cancellationToken)
    {
        Document simplified = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellationToken);
        Document formatted = await Formatter.FormatAsync(simplified, Formatter.Annotation, cancellationToken: cancellationToken);
        return await formatted.GetTextAsync(cancellationToken);
    }
}
