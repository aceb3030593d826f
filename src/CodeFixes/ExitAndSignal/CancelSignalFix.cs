using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>PSAFE805: cancels the signal where the program looks at what the handler cancels or sets, and so ends by itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CancelSignalFix))]
public sealed class CancelSignalFix : PlaceFix
{
    private readonly CancelUnobservedSignalFix _review = new();

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.TerminationNotCancelled.Id);

    protected override string EquivalenceKey => "PSAFE805.CancelSignal";

    protected override SolutionReviewFix? Review => _review;

    private protected override bool IsFor(Diagnostic diagnostic) => diagnostic.Properties.ContainsKey(DiagnosticProperties.IsObserved);

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        SyntaxNode root,
        TextSpan place,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        SignalCancellation.Edit(root, place, model, cancellationToken);
}
