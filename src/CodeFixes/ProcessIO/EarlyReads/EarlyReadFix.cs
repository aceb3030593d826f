using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// Lets reads that come too late begin before the place that waits for the child. A second action calls RunAndCaptureText in the place of
/// all; it has no Fix All where cancelling changes its meaning, since a person has to judge that.
/// </summary>
public abstract class EarlyReadFix : CodeFixProvider
{
    private const string Review = " (review)";

    private protected EarlyReadFix(DiagnosticDescriptor rule, string title)
    {
        FixableDiagnosticIds = ImmutableArray.Create(rule.Id);
        (Title, EquivalenceKey, CaptureKey, KillKey) =
            (title, rule.Id + ".ReadEarly", rule.Id + ".RunAndCapture", rule.Id + ".RunAndCaptureOrKill");
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    private string Title { get; }

    private string EquivalenceKey { get; }

    private string CaptureKey { get; }

    private string KillKey { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        context.CodeActionEquivalenceKey == KillKey
            ? document
            : await ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey!, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (PlanReads(diagnostic, root, model, new SyntaxEdits(), context.CancellationToken))
            {
                Register(Title, EquivalenceKey, diagnostic);
            }

            if (CapturedRun.For(diagnostic, root, model, context.CancellationToken) is { } run)
            {
                Register(
                    run.Kills ? $"Use Process.{run.Method}: cancelling then kills the process{Review}" : $"Use Process.{run.Method}",
                    run.Kills ? KillKey : CaptureKey,
                    diagnostic);
            }
        }

        void Register(string title, string key, Diagnostic diagnostic) => context.RegisterCodeFix(
            CodeAction.Create(
                title,
                cancellationToken => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), key, cancellationToken),
                key),
            diagnostic);
    }

    private async Task<Document> ApplyAsync(
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        string key,
        CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEdits edits = new();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static found => found.Location.SourceSpan.Start))
        {
            if (key == EquivalenceKey)
            {
                PlanReads(diagnostic, root, model, edits, cancellationToken);
            }
            else if (CapturedRun.For(diagnostic, root, model, cancellationToken) is { } run && run.Kills == (key == KillKey))
            {
                run.Plan(edits, model);
            }
        }

        return edits.IsEmpty
            ? document
            : (await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false)).GetDocument(document.Id)!;
    }

    private static bool PlanReads(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken) =>
        EarlyRead.For(diagnostic, root, model, cancellationToken) is { } read
            ? read.Plan(edits, model)
            : MovedWait.For(diagnostic, root, model, cancellationToken) is { } wait && wait.Plan(edits);
}
