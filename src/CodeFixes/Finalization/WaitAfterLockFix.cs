using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
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
public sealed class WaitAfterLockFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.WaitsForFinalizersUnderLock.Id);

    protected internal override string EquivalenceKey => "PSAFE206.WaitAfterLock";

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not ExpressionSyntax
            {
                Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: LockStatementSyntax locked } block } wait,
            }
            || locked.Ancestors().Any(static ancestor => ancestor is LockStatementSyntax)
            || locked.Parent is not (BlockSyntax or SwitchSectionSyntax)
            || MovedWith(wait, block, model, cancellationToken) is not { } moved)
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Splice(locked, _ => MovedBehind(locked, moved));
        return ($"Wait for finalizers after lock ({locked.Expression})", edits);
    }

    /// <summary>
    /// The statements that end the lock's block with the wait; null when others follow it, or when they need the block's variables.
    /// </summary>
    private static List<StatementSyntax>? MovedWith(
        ExpressionStatementSyntax wait,
        BlockSyntax block,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        int first = block.Statements.IndexOf(wait);
        if (block.Statements.Skip(first + 1).Any(statement => !IsCollection(statement, model, cancellationToken)))
        {
            return null;
        }

        while (first > 0 && IsCollection(block.Statements[first - 1], model, cancellationToken))
        {
            first--;
        }

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

    private static List<StatementSyntax> MovedBehind(LockStatementSyntax locked, List<StatementSyntax> moved)
    {
        string outer = Comments.IndentationOf(locked).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(locked);
        LockStatementSyntax shortened = locked.RemoveNodes(moved, SyntaxRemoveOptions.KeepNoTrivia)!;
        if (!shortened.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            shortened = shortened.WithTrailingTrivia(shortened.GetTrailingTrivia().Add(lineEnd));
        }

        List<StatementSyntax> statements = new() { shortened };
        foreach (StatementSyntax statement in moved)
        {
            StatementSyntax outdented = Comments.Reindented(statement, Comments.IndentationOf(statement).ToString(), outer);
            if (!outdented.GetLeadingTrivia().Any())
            {
                outdented = outdented.WithLeadingTrivia(SyntaxFactory.Whitespace(outer));
            }

            if (!outdented.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            {
                outdented = outdented.WithTrailingTrivia(lineEnd);
            }

            statements.Add(outdented);
        }

        return statements;
    }
}
