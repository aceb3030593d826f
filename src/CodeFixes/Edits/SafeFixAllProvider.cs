using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// Fix All of a safe fix that offers a review fix too: each for its own action; in a whole solution always the safe one, which is what
/// `dotnet format` takes.
/// </summary>
internal sealed class SafeFixAllProvider : FixAllProvider
{
    private readonly FixAllProvider _safe;
    private readonly SolutionReviewFix _review;

    public SafeFixAllProvider(FixAllProvider safe, SolutionReviewFix review) => (_safe, _review) = (safe, review);

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => _safe.GetSupportedFixAllScopes();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context) =>
        context.CodeActionEquivalenceKey != _review.EquivalenceKey || context.Scope == FixAllScope.Solution
            ? await _safe.GetFixAsync(context).ConfigureAwait(false)
            : _review.GetFixAllProvider() is { } all ? await all.GetFixAsync(context).ConfigureAwait(false) : null;
}
