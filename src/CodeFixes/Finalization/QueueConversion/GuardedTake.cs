using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>
/// A test for emptiness, and the Dequeue, Pop or Peek that runs first of all once the test found an item:
/// together one TryDequeue, TryPop or TryPeek.
/// </summary>
internal sealed class GuardedTake
{
    private GuardedTake(EmptinessTest test, CollectionUse take, SyntaxNode continuation, SyntaxNode branch) =>
        (Test, Take, Continuation, Branch) = (test, take, continuation, branch);

    public EmptinessTest Test { get; }

    public CollectionUse Take { get; }

    /// <summary>What runs when there is an item: an expression, a statement, or the block whose rest it is.</summary>
    public SyntaxNode Continuation { get; }

    /// <summary>The if, while, conditional or logical expression that the test decides.</summary>
    public SyntaxNode Branch { get; }

    /// <summary>
    /// The pair that a test makes with one of the takes; null when none of them is bound to run, and to run first, after it.
    /// </summary>
    public static GuardedTake? Of(EmptinessTest test, IReadOnlyList<CollectionUse> uses)
    {
        SyntaxNode node = test.Node;
        bool holdsWhenEmpty = test.HoldsWhenEmpty;
        while (true)
        {
            SyntaxNode parent = node.Parent!;
            switch (parent)
            {
                case ParenthesizedExpressionSyntax:
                    break;

                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }:
                    holdsWhenEmpty = !holdsWhenEmpty;
                    break;

                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } logical
                    when logical.IsKind(SyntaxKind.LogicalOrExpression) == holdsWhenEmpty:
                    if (node == logical.Left)
                    {
                        return Pair(logical.Right, logical);
                    }

                    break;

                case IfStatementSyntax branch when node == branch.Condition:
                    if (!holdsWhenEmpty)
                    {
                        return Pair(branch.Statement, branch);
                    }

                    if (branch.Else is { } otherwise)
                    {
                        return Pair(otherwise.Statement, branch);
                    }

                    return branch.Parent is BlockSyntax block && AlwaysLeaves(branch.Statement) ? Pair(block, branch) : null;

                case WhileStatementSyntax loop when node == loop.Condition && !holdsWhenEmpty:
                    return Pair(loop.Statement, loop);

                case ConditionalExpressionSyntax choice when node == choice.Condition:
                    return Pair(holdsWhenEmpty ? choice.WhenFalse : choice.WhenTrue, choice);

                default:
                    return null;
            }

            node = parent;
        }

        GuardedTake? Pair(SyntaxNode continuation, SyntaxNode branch)
        {
            int start = continuation is BlockSyntax && continuation == branch.Parent ? branch.Span.End : continuation.SpanStart;
            CollectionUse? first = uses
                .Where(use => use.Node.SpanStart >= start && use.Node.Span.End <= continuation.Span.End && use.Kind != UseKind.Name)
                .OrderBy(use => use.Node.SpanStart)
                .FirstOrDefault();

            return first is { ThrowsWhenEmpty: true }
                && SyntaxFactory.AreEquivalent(first.Receiver, test.Use.Receiver)
                && EvaluationOrder.IsStable(test.Use.Receiver)
                && EvaluationOrder.RunsFirst(first.Node, continuation, start)
                    ? new GuardedTake(test, first, continuation, branch)
                    : null;
        }
    }

    private static bool AlwaysLeaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => true,
        BlockSyntax { Statements: { Count: > 0 } statements } => AlwaysLeaves(statements.Last()),
        _ => false,
    };
}
