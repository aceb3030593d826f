using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE206: moves the wait for finalizers behind the lock statement that it ends, together with the collections round it.
/// Another thread may take the lock before the wait then, so a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitAfterLockFix))]
public sealed class WaitAfterLockFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.WaitsForFinalizersUnderLock.Id);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: LockStatementSyntax locked } block } wait } call
                || call.Span != diagnostic.Location.SourceSpan
                || locked.Ancestors().Any(ancestor => ancestor is LockStatementSyntax)
                || locked.Parent is not (BlockSyntax or SwitchSectionSyntax)
                || MovedWith(wait, block, model, context.CancellationToken) is not { } moved)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Wait for finalizers after lock ({locked.Expression}) (review)",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(Move(root, locked, moved))),
                    equivalenceKey: "PSAFE206.WaitAfterLock"),
                diagnostic);
        }
    }

    /// <summary>The statements that end the lock's block with the wait; null when others follow it, or when they need the block's variables.</summary>
    private static List<StatementSyntax>? MovedWith(ExpressionStatementSyntax wait, BlockSyntax block, SemanticModel model, CancellationToken cancellationToken)
    {
        int first = block.Statements.IndexOf(wait);
        if (block.Statements.Skip(first + 1).Any(statement => !IsCollection(statement, model, cancellationToken)))
            return null;

        while (first > 0 && IsCollection(block.Statements[first - 1], model, cancellationToken))
            first--;

        List<StatementSyntax> moved = block.Statements.Skip(first).ToList();
        bool needsVariables = moved.SelectMany(statement => statement.DescendantNodes().OfType<SimpleNameSyntax>())
            .Select(name => model.GetSymbolInfo(name, cancellationToken).Symbol)
            .Any(symbol => symbol is ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
                && symbol.DeclaringSyntaxReferences.Any(part => block.Span.Contains(part.Span)));

        return needsVariables || moved.Any(statement => statement.GetLeadingTrivia().Any(trivia => trivia.IsDirective)) ? null : moved;
    }

    /// <summary>A call of <c>GC.Collect</c> or <c>GC.WaitForPendingFinalizers</c>, which mean the same outside the lock.</summary>
    private static bool IsCollection(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { Name: "Collect" or "WaitForPendingFinalizers" } method
        && method.ContainingType.ToDisplayString() == "System.GC";

    private static SyntaxNode Move(SyntaxNode root, LockStatementSyntax locked, List<StatementSyntax> moved)
    {
        string outer = Comments.IndentationOf(locked).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(locked);
        LockStatementSyntax shortened = locked.RemoveNodes(moved, SyntaxRemoveOptions.KeepNoTrivia)!;
        if (!shortened.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            shortened = shortened.WithTrailingTrivia(shortened.GetTrailingTrivia().Add(lineEnd));

        List<StatementSyntax> statements = new() { shortened };
        foreach (StatementSyntax statement in moved)
        {
            StatementSyntax outdented = Comments.Reindented(statement, Comments.IndentationOf(statement).ToString(), outer);
            if (!outdented.GetLeadingTrivia().Any())
                outdented = outdented.WithLeadingTrivia(SyntaxFactory.Whitespace(outer));
            if (!outdented.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
                outdented = outdented.WithTrailingTrivia(lineEnd);
            statements.Add(outdented);
        }

        return root.ReplaceNode(locked, statements);
    }
}
