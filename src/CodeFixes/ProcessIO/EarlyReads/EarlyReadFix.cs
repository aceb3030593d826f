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
        (Title, EquivalenceKey) = (title, rule.Id + ".ReadEarly");
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    private string Title { get; }

    private string EquivalenceKey { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (EarlyRead.For(diagnostic, root, model, context.CancellationToken) is not null || MovedWait.For(diagnostic, root, model, context.CancellationToken) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token), EquivalenceKey),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEditor editor = new(root, document.Project.Solution.Workspace.Services);
        FreshNames names = new();
        HashSet<SyntaxNode> changed = new();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static found => found.Location.SourceSpan.Start))
        {
            if (EarlyRead.For(diagnostic, root, model, cancellationToken) is { } read)
            {
                if (read.Nodes.All(changed.Add))
                    read.Apply(editor, names, model);
            }
            else if (MovedWait.For(diagnostic, root, model, cancellationToken) is { } wait && wait.Nodes.All(changed.Add))
            {
                wait.Apply(editor);
            }
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }
}
