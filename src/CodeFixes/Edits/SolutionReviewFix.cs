using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// A fix whose every place a person has to judge: one action for one diagnostic. Fix All does a file or a project at once where the edits
/// do not depend on each other, and never a whole solution: `dotnet format` would apply it unasked. It may look at the whole project.
/// </summary>
public abstract class SolutionReviewFix : CodeFixProvider
{
    /// <summary>Names the edit among all actions.</summary>
    protected internal abstract string EquivalenceKey { get; }

    /// <summary>True when an edit is the same whether those of other diagnostics are made or not.</summary>
    protected virtual bool AreIndependent => false;

    /// <summary>Another fix for the same rule, offered after this one; it is not exported by itself.</summary>
    protected virtual SolutionReviewFix? Other => null;

    public sealed override FixAllProvider? GetFixAllProvider()
    {
        SolutionReviewFix[] independent = new[] { this, Other }
            .OfType<SolutionReviewFix>()
            .Where(static fix => fix.AreIndependent)
            .ToArray();
        return independent.Length == 0 ? null : new ReviewFixAllProvider(independent);
    }

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await EditAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is var (title, edits))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title + " (review)",
                        cancellationToken => edits.ApplyAsync(document.Project.Solution, cancellationToken),
                        EquivalenceKey),
                    diagnostic);
            }
        }

        if (Other is { } other)
        {
            await other.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>The solution with the edits of all diagnostics; of two that touch one place, the first.</summary>
    internal async Task<Solution> ApplyAllAsync(
        Project project,
        ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellationToken)
    {
        SyntaxEdits all = new();
        foreach (Diagnostic diagnostic in diagnostics
            .OrderBy(static found => found.Location.SourceTree?.FilePath, System.StringComparer.Ordinal)
            .ThenBy(static found => found.Location.SourceSpan.Start))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is { } document
                && await EditAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { Edits: var edits })
            {
                all.TryAdd(edits);
            }
        }

        return all.IsEmpty ? project.Solution : await all.ApplyAsync(project.Solution, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The edit for a diagnostic, with its title, behind which " (review)" is put; null when any precondition fails.</summary>
    private protected abstract Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken);

    private async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return await EditAsync(document, diagnostic, root, model, cancellationToken).ConfigureAwait(false);
    }
}
