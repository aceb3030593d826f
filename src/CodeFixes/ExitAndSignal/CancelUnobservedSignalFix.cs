using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// PSAFE805: cancels the signal where nothing is seen to look at what the handler cancels or sets, or a method that it calls may let a
/// second signal through. The program may then not end at all, so a person should look at it.
/// </summary>
public sealed class CancelUnobservedSignalFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.TerminationNotCancelled.Id);

    protected internal override string EquivalenceKey => "PSAFE805.CancelUnobservedSignal";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        diagnostic.Properties.ContainsKey(DiagnosticProperties.IsObserved)
            ? null
            : SignalCancellation.Edit(root, diagnostic.Location.SourceSpan, model, cancellationToken);
}
