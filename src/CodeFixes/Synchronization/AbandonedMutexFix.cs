using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>
/// PSAFE305: catches AbandonedMutexException around a wait, which has succeeded then, and keeps the mutex; puts what stands between the
/// wait and the only release into a try block, and the release into its finally block.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AbandonedMutexFix))]
public sealed class AbandonedMutexFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MutexIsAbandoned.Id);

    protected override string EquivalenceKey => "PSAFE305.AbandonedMutex";

    protected override string Title => "Handle an abandoned mutex";

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        diagnostic.NodeIn(root) is InvocationExpressionSyntax call && MutexCall.Of(call) is { } known
            ? known.IsWait
                ? $"Catch AbandonedMutexException and keep '{known.Mutex}'"
                : $"Release '{known.Mutex}' in a finally block"
            : Title;

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken) =>
        diagnostic.NodeIn(root) is InvocationExpressionSyntax call
        && MutexCall.Of(call) is { } known
        && (known.IsWait
            ? AbandonedWait.Plan(known, model, edits, cancellationToken)
            : SkippedRelease.Plan(known, diagnostic, root, model, edits, cancellationToken));
}
