using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>A fix whose every place a person has to judge, and which looks at no other document than that of its diagnostic.</summary>
public abstract class ReviewFix : SolutionReviewFix
{
    /// <summary>The edit for a diagnostic, with its title, behind which " (review)" is put; null when any precondition fails.</summary>
    private protected abstract (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken);

    private protected sealed override Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        Task.FromResult(Edit(diagnostic, root, model, cancellationToken));
}
