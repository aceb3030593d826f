using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// A fix whose every place a person has to judge: one action for one diagnostic, and no Fix All. It may look at the whole project.
/// </summary>
public abstract class SolutionReviewFix : CodeFixProvider
{
    /// <summary>Names the edit among all actions.</summary>
    protected abstract string EquivalenceKey { get; }

    public sealed override FixAllProvider? GetFixAllProvider() => null;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        SyntaxNode root = (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await EditAsync(document, diagnostic, root, model, context.CancellationToken).ConfigureAwait(false) is var (title, edits))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title + " (review)",
                        cancellationToken => edits.ApplyAsync(document.Project.Solution, cancellationToken),
                        EquivalenceKey),
                    diagnostic);
            }
        }
    }

    /// <summary>The edit for a diagnostic, with its title, behind which " (review)" is put; null when any precondition fails.</summary>
    private protected abstract Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken);
}
