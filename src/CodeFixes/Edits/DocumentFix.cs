using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>A fix whose edits of one document are all planned on its text as it is, for one diagnostic as for all of them.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    protected abstract string Title { get; }

    /// <summary>Names the edit among all actions; constant, so that Fix All finds every diagnostic of the kind.</summary>
    protected abstract string EquivalenceKey { get; }

    /// <summary>A fix for the same rule that a person has to judge, offered next to this one; it is not exported by itself.</summary>
    protected virtual SolutionReviewFix? Review => null;

    public sealed override FixAllProvider GetFixAllProvider()
    {
        FixAllProvider safe = FixAllProvider.Create(
            async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken)
                .ConfigureAwait(false));
        return Review is { } review ? new SafeFixAllProvider(safe, review) : safe;
    }

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Plan(diagnostic, root, model, new SyntaxEdits(), context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        TitleFor(diagnostic, root, model),
                        cancellationToken => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), cancellationToken),
                        EquivalenceKey),
                    diagnostic);
            }
        }

        if (Review is { } review)
        {
            await review.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>The title for one diagnostic, where it says more than that of all.</summary>
    protected virtual string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) => Title;

    /// <summary>Plans what the diagnostic asks for; false, and nothing, when any precondition of the edit fails.</summary>
    internal abstract bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEdits edits = new();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static found => found.Location.SourceSpan.Start))
        {
            Plan(diagnostic, root, model, edits, cancellationToken);
        }

        return edits.IsEmpty
            ? document
            : (await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false)).GetDocument(document.Id)!;
    }
}
