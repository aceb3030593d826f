using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE704: closes the input of the child after the last write, or after the start when nothing is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseInputFix))]
public sealed class CloseInputFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InputStallsChild.Id);

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        SyntaxEditor tried = new(root, context.Document.Project.Solution.Workspace.Services);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (TryClose(diagnostic, root, model, tried, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Close the input after the last write",
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), token),
                        "PSAFE704.CloseInput"),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxEditor editor = new(root, document.Project.Solution.Workspace.Services);
        foreach (Diagnostic diagnostic in diagnostics)
            TryClose(diagnostic, root, model, editor, cancellationToken);

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    private static bool TryClose(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SyntaxEditor editor, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Input))
            return false;

        if (StartedProcess.For(diagnostic, root, model, cancellationToken) is { } started)
        {
            started.Follow(editor, "StandardInput.Close()");
            return true;
        }

        SyntaxNode wait = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var writer } } write
            || !IsDoneThen(write)
            || WriterOf(writer, model, cancellationToken) is not { } closed
            || Anchors.For(write, new[] { wait }) is not StatementSyntax last
            || last.Span.Contains(wait.Span))
        {
            return false;
        }

        StatementSyntax close = SyntaxFactory.ParseStatement($"{closed}.Close();")
            .WithLeadingTrivia(Comments.IndentationOf(last))
            .WithTrailingTrivia(Comments.LineEndOf(root));
        editor.InsertAfter(last, close);
        return true;
    }

    /// <summary>A write that is over when its statement is.</summary>
    private static bool IsDoneThen(InvocationExpressionSyntax write) =>
        write.Parent is ExpressionStatementSyntax && write.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && !name.EndsWith("Async", System.StringComparison.Ordinal)
        || write.Ancestors().TakeWhile(static node => node is not StatementSyntax).Any(static node => node is AwaitExpressionSyntax);

    /// <summary>The input as it can be named after the write: through the process, since a local may be out of scope.</summary>
    private static string? WriterOf(ExpressionSyntax writer, SemanticModel model, CancellationToken cancellationToken) => writer switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } => writer.ToString(),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseStream", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } input } => input.ToString(),
        IdentifierNameSyntax when model.GetSymbolInfo(writer, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
            && declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StandardInput" } input } => input.ToString(),
        _ => null,
    };
}
