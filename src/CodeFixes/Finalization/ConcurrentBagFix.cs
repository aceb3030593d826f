using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE201, PSAFE204: makes a List that a finalizer puts items into a ConcurrentBag, where all other code only adds, counts, looks
/// through and clears. A bag keeps no order, which a person has to judge.
/// </summary>
public sealed class ConcurrentBagFix : SolutionReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.FinalizerUsesLockedCollection.Id, Rules.FinalizerMutatesSharedCollection.Id);

    protected internal override string EquivalenceKey => "PSAFE201.ConcurrentBag";

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        await ConcurrentCollectionFix.ConversionAsync(document.Project, diagnostic, cancellationToken).ConfigureAwait(false)
            is { Member: { Kind.KeepsOrder: false } member } conversion
            ? ($"Make '{member.Symbol.Name}' a {member.Kind.Counterpart}, which is unordered", conversion.Edits)
            : null;
}
