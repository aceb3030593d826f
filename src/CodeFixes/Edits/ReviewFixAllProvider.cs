using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Fix All of a review fix: in a document or a project, where a person looks at the result.</summary>
internal sealed class ReviewFixAllProvider : FixAllProvider
{
    private readonly IReadOnlyList<SolutionReviewFix> _fixes;

    /// <param name="fixes">The fixes of one rule whose edits do not depend on each other; the action says which of them.</param>
    public ReviewFixAllProvider(IReadOnlyList<SolutionReviewFix> fixes) => _fixes = fixes;

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        if (context.Scope is not (FixAllScope.Document or FixAllScope.Project)
            || _fixes.FirstOrDefault(fix => fix.EquivalenceKey == context.CodeActionEquivalenceKey) is not { } fix)
        {
            return null;
        }

        ImmutableArray<Diagnostic> diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
            ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
        return diagnostics.IsEmpty
            ? null
            : CodeAction.Create(
                "Fix all (review)",
                cancellationToken => fix.ApplyAllAsync(context.Project, diagnostics, cancellationToken),
                context.CodeActionEquivalenceKey);
    }
}
