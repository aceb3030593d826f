using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>Lets reads that come too late begin before the place that waits for the child.</summary>
public abstract class EarlyReadFix : CodeFixProvider
{
    private protected EarlyReadFix(DiagnosticDescriptor rule, string title)
    {
        FixableDiagnosticIds = ImmutableArray.Create(rule.Id);
        (Title, EquivalenceKey, CaptureKey) = (title, rule.Id + ".ReadEarly", rule.Id + ".RunAndCapture");
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    private string Title { get; }

    private string EquivalenceKey { get; }

    private string CaptureKey { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey == CaptureKey, context.CancellationToken)
            .ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (EarlyRead.For(diagnostic, root, model, context.CancellationToken) is not null
                || MovedWait.For(diagnostic, root, model, context.CancellationToken) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        cancellationToken => ApplyAsync(
                            context.Document,
                            ImmutableArray.Create(diagnostic),
                            captures: false,
                            cancellationToken),
                        EquivalenceKey),
                    diagnostic);
            }

            if (CapturedRun.For(diagnostic, root, model, context.CancellationToken) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Use Process.RunAndCaptureText",
                        cancellationToken => ApplyAsync(
                            context.Document,
                            ImmutableArray.Create(diagnostic),
                            captures: true,
                            cancellationToken),
                        CaptureKey),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        bool captures,
        CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEditor editor = new(root, document.Project.Solution.Workspace.Services);
        FreshNames names = new();
        HashSet<SyntaxNode> changed = new();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static found => found.Location.SourceSpan.Start))
        {
            if (captures)
            {
                if (CapturedRun.For(diagnostic, root, model, cancellationToken) is { } run && run.Nodes.All(changed.Add))
                {
                    run.Apply(editor, names);
                }
            }
            else if (EarlyRead.For(diagnostic, root, model, cancellationToken) is { } read)
            {
                if (read.Nodes.All(changed.Add))
                {
                    read.Apply(editor, names, model);
                }
            }
            else if (MovedWait.For(diagnostic, root, model, cancellationToken) is { } wait && wait.Nodes.All(changed.Add))
            {
                wait.Apply(editor);
            }
        }

        return await Layout.OfChangesAsync(document, document.WithSyntaxRoot(editor.GetChangedRoot()), cancellationToken)
            .ConfigureAwait(false);
    }
}
