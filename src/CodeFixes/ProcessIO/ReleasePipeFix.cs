using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE706: closes this process's copy of the child's end right after the start.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleasePipeFix))]
public sealed class ReleasePipeFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeStaysOpen.Id);

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (TryRelease(diagnostic, root, model, new SyntaxEdits(), context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Call DisposeLocalCopyOfClientHandle after the start",
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token),
                        "PSAFE706.ReleasePipe"),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEdits edits = new();
        foreach (Diagnostic diagnostic in diagnostics)
            TryRelease(diagnostic, root, model, edits, cancellationToken);

        return edits.IsEmpty ? document : (await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false)).GetDocument(document.Id)!;
    }

    private static bool TryRelease(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SyntaxEdits edits, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var pipe } }
            || StartStatement.Of(diagnostic, root) is not { } start
            || !StartStatement.CanName(pipe, start, model, cancellationToken))
        {
            return false;
        }

        StartStatement.Follow(start, $"{pipe}.DisposeLocalCopyOfClientHandle();", edits);
        return true;
    }
}
