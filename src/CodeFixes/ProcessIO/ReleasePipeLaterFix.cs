using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE707: moves the release of the child's end behind the start.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleasePipeLaterFix))]
public sealed class ReleasePipeLaterFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeIsReleasedEarly.Id);

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (TryMove(diagnostic, root, model, new SyntaxEdits(), context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Move it after the start",
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token),
                        "PSAFE707.ReleasePipeLater"),
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
            TryMove(diagnostic, root, model, edits, cancellationToken);

        return edits.IsEmpty ? document : (await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false)).GetDocument(document.Id)!;
    }

    private static bool TryMove(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SyntaxEdits edits, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var pipe }, Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } release }
            || StartStatement.Of(diagnostic, root) is not { } start
            || !start.Ancestors().Contains(block)
            || pipe.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any()
            || !StartStatement.CanName(pipe, start, model, cancellationToken))
        {
            return false;
        }

        edits.Remove(release);
        StartStatement.Follow(start, release.WithoutTrivia().ToString(), edits);
        return true;
    }
}
