using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Scan.Analysis;

namespace ProcessSafety.Scan.Fixes;

/// <summary>Finds out what the fixes of the package would do.</summary>
internal static class FixFinder
{
    private const string ReviewEnding = " (review)";

    /// <summary>Whether a person should look at the change.</summary>
    public static bool IsReview(CodeAction action) => action.Title.EndsWith(ReviewEnding, StringComparison.Ordinal);

    /// <summary>The first action for a diagnostic, safe ones first; null for none.</summary>
    public static async Task<Fix?> FindAsync(Project project, Diagnostic diagnostic, string root, CancellationToken cancellationToken)
    {
        if (!diagnostic.Location.IsInSource || project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
        {
            return null;
        }

        List<(CodeFixProvider, CodeAction Action)> actions =
            await ActionsAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
        if (actions.Select(static offered => offered.Action).FirstOrDefault() is not { } action
            || await ChangedAsync(action, cancellationToken).ConfigureAwait(false) is not { } changed)
        {
            return null;
        }

        bool isReview = IsReview(action);
        return new Fix(
            isReview ? action.Title[..^ReviewEnding.Length] : action.Title,
            isReview,
            await ChangesAsync(project.Solution, changed, root, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>All actions that the package's fixes offer for a diagnostic, safe ones first.</summary>
    public static async Task<List<(CodeFixProvider Provider, CodeAction Action)>> ActionsAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        List<(CodeFixProvider Provider, CodeAction Action)> actions = [];
        foreach (CodeFixProvider provider in Rulebook.FixesOf(diagnostic.Id))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(
                    document,
                    diagnostic,
                    (action, _) => actions.Add((provider, action)),
                    cancellationToken))
                .ConfigureAwait(false);
        }

        return [.. actions.OrderBy(static offered => IsReview(offered.Action))];
    }

    /// <summary>The solution after an action; null for an action that changes none.</summary>
    public static async Task<Solution?> ChangedAsync(CodeAction action, CancellationToken cancellationToken)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution;
    }

    /// <summary>How the files of two solutions differ.</summary>
    public static async Task<ImmutableArray<FileChange>> ChangesAsync(
        Solution before,
        Solution after,
        string root,
        CancellationToken cancellationToken)
    {
        SortedDictionary<string, FileChange> changes = new(StringComparer.Ordinal);
        foreach (DocumentId id in after.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()))
        {
            Document old = before.GetDocument(id)!;
            Document changed = after.GetDocument(id)!;
            if (old.FilePath is not { } path)
            {
                continue;
            }

            SourceText text = await old.GetTextAsync(cancellationToken).ConfigureAwait(false);
            SourceText newText = await changed.GetTextAsync(cancellationToken).ConfigureAwait(false);
            ImmutableArray<Replacement> replacements =
                [.. (await changed.GetTextChangesAsync(old, cancellationToken).ConfigureAwait(false))
                    .Select(change => new Replacement(
                        Places.Of(path, text.Lines.GetLinePositionSpan(change.Span), root),
                        change.NewText ?? ""))];
            if (!replacements.IsEmpty)
            {
                string relative = Places.Of(path, default, root).Path;
                changes[relative] = new FileChange(relative, replacements, LineDiff.Of(text.ToString(), newText.ToString()));
            }
        }

        return [.. changes.Values];
    }
}
