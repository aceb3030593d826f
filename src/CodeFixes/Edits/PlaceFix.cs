using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>A fix with Fix All whose edit stays in the document of its diagnostic.</summary>
public abstract class PlaceFix : SolutionFix<PlaceTarget>
{
    protected sealed override IComparer<PlaceTarget> EditOrder => PlaceTarget.LastFirst;

    /// <summary>The edit of a place, with its title; null when any precondition fails.</summary>
    private protected abstract (string Title, SyntaxEdits Edits)? Edit(
        SyntaxNode root,
        TextSpan place,
        SemanticModel model,
        CancellationToken cancellationToken);

    /// <summary>Whether the fix is for that diagnostic at all.</summary>
    private protected virtual bool IsFor(Diagnostic diagnostic) => true;

    protected sealed override string TitleOf(PlaceTarget target) => target.Title;

    internal sealed override async Task<PlaceTarget?> FindTargetAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken) =>
        IsFor(diagnostic)
        && await EditAsync(document, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false) is { Title: var title }
            ? new PlaceTarget(document.Id, diagnostic.Location.SourceSpan, title)
            : null;

    /// <summary>Edits one place after the other, from the last to the first; what is added further up moves those that are left.</summary>
    protected sealed override async Task<Solution> EditAllAsync(
        Solution solution,
        IReadOnlyCollection<PlaceTarget> targets,
        CancellationToken cancellationToken)
    {
        Queue<PlaceTarget> left = new(targets);
        while (left.Count > 0)
        {
            PlaceTarget target = left.Dequeue();
            Document before = solution.GetDocument(target.Document)!;
            solution = await EditAsync(solution, target, cancellationToken).ConfigureAwait(false);
            List<TextChange> changes = (await solution.GetDocument(target.Document)!
                .GetTextChangesAsync(before, cancellationToken)
                .ConfigureAwait(false)).ToList();
            left = new(left.Select(other => other.Document == target.Document ? other.After(changes) : other));
        }

        return solution;
    }

    protected sealed override async Task<Solution> EditAsync(Solution solution, PlaceTarget target, CancellationToken cancellationToken) =>
        await EditAsync(solution.GetDocument(target.Document)!, target.Span, cancellationToken)
            .ConfigureAwait(false) is { Edits: var edits }
            ? await edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false)
            : solution;

    private async Task<(string Title, SyntaxEdits Edits)?> EditAsync(Document document, TextSpan place, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return Edit(root, place, model, cancellationToken);
    }
}
