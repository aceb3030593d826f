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
/// PSAFE206: moves the wait for finalizers behind the region of the locks that it ends, together with the collections around it.
/// Another thread may take the lock before the wait then, so a person should look at it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitAfterLockFix))]
public sealed class WaitAfterLockFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.WaitsForFinalizersUnderLock.Id);

    protected internal override string EquivalenceKey => "PSAFE206.WaitAfterLock";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not ExpressionSyntax { Parent: StatementSyntax wait }
            || wait is not (ExpressionStatementSyntax or ReturnStatementSyntax)
            || !wait.IsInList()
            || MovedWith(wait, model, cancellationToken) is not { } moved
            || HeldRegions.EndOf(diagnostic, moved, root) is not { } end)
        {
            return null;
        }

        SyntaxEdits edits = new();
        foreach (StatementSyntax statement in moved)
        {
            edits.Replace(statement, static _ => null);
        }

        edits.Splice(end, current => MovedBehind(end, current, moved));
        string after = end is LockStatementSyntax locked ? $"lock ({locked.Expression})" : "the lock is released";
        return ($"Wait for finalizers after {after}", edits);
    }

    /// <summary>
    /// The wait with the collections around it; null when other statements of the list follow, a release apart, or when they need variables
    /// of the list.
    /// </summary>
    private static List<StatementSyntax>? MovedWith(
        StatementSyntax wait,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<StatementSyntax> list = wait.Siblings();
        SyntaxNode block = wait.ListNode()!;
        List<StatementSyntax> moved = list.TakeWhile(statement => statement != wait)
            .Reverse()
            .TakeWhile(statement => IsCollection(statement, model, cancellationToken))
            .Reverse()
            .Append(wait)
            .Concat(list.SkipWhile(statement => statement != wait)
                .Skip(1)
                .TakeWhile(statement => IsCollection(statement, model, cancellationToken)))
            .ToList();
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

    private static List<StatementSyntax> MovedBehind(StatementSyntax end, StatementSyntax current, List<StatementSyntax> moved)
    {
        string outer = Comments.IndentationOf(end).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(end.SyntaxTree.GetRoot());
        List<StatementSyntax> statements = new() { OnItsLine(current) };
        foreach (StatementSyntax statement in moved)
        {
            StatementSyntax outdented = Comments.Reindented(statement, Comments.IndentationOf(statement).ToString(), outer);
            statements.Add(OnItsLine(outdented.GetLeadingTrivia().Any()
                ? outdented
                : outdented.WithLeadingTrivia(SyntaxFactory.Whitespace(outer))));
        }

        return statements;

        StatementSyntax OnItsLine(StatementSyntax statement) => statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? statement
            : statement.WithTrailingTrivia(statement.GetTrailingTrivia().Add(lineEnd));
    }
}
