using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>An expression that asks whether the collection is empty: <c>q.Count &gt; 0</c>, <c>0 == q.Count</c>, <c>!q.Any()</c>.</summary>
internal sealed class EmptinessTest
{
    private EmptinessTest(ExpressionSyntax node, bool holdsWhenEmpty, CollectionUse use) =>
        (Node, HoldsWhenEmpty, Use) = (node, holdsWhenEmpty, use);

    /// <summary>The whole test, with every negation around it.</summary>
    public ExpressionSyntax Node { get; }

    public bool HoldsWhenEmpty { get; }

    /// <summary>The Count or Any() that is asked.</summary>
    public CollectionUse Use { get; }

    /// <summary>The test that a use of Count or Any() makes; null when it asks for more than emptiness.</summary>
    public static EmptinessTest? Of(CollectionUse use)
    {
        bool? holdsWhenEmpty = use.Node switch
        {
            MemberAccessExpressionSyntax { Parent: BinaryExpressionSyntax comparison } count =>
                HoldsWhenEmptyFor(comparison, (ExpressionSyntax)count),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Any" } } => false,
            _ => null,
        };
        if (holdsWhenEmpty is not { } empty)
        {
            return null;
        }

        ExpressionSyntax node = use.Node is InvocationExpressionSyntax any ? any : (ExpressionSyntax)use.Node.Parent!;
        while (true)
        {
            SyntaxNode outer = node;
            while (outer.Parent is ParenthesizedExpressionSyntax)
            {
                outer = outer.Parent;
            }

            if (outer.Parent is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not)
            {
                return new EmptinessTest(node, empty, use);
            }

            node = not;
            empty = !empty;
        }
    }

    /// <summary>The same test without a count: <c>q.IsEmpty</c> or <c>!q.IsEmpty</c>.</summary>
    public ExpressionSyntax ByIsEmpty()
    {
        ExpressionSyntax isEmpty = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            Use.Receiver.WithoutTrivia(),
            SyntaxFactory.IdentifierName("IsEmpty"));
        return (HoldsWhenEmpty ? isEmpty : SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, isEmpty))
            .WithTriviaFrom(Node);
    }

    private static bool? HoldsWhenEmptyFor(BinaryExpressionSyntax comparison, ExpressionSyntax count)
    {
        bool countFirst = comparison.Left == count;
        ExpressionSyntax other = countFirst ? comparison.Right : comparison.Left;
        if (other is not LiteralExpressionSyntax { Token.Value: int number })
        {
            return null;
        }

        SyntaxKind kind = comparison.Kind();
        if (!countFirst)
        {
            kind = kind switch
            {
                SyntaxKind.GreaterThanExpression => SyntaxKind.LessThanExpression,
                SyntaxKind.LessThanExpression => SyntaxKind.GreaterThanExpression,
                SyntaxKind.GreaterThanOrEqualExpression => SyntaxKind.LessThanOrEqualExpression,
                SyntaxKind.LessThanOrEqualExpression => SyntaxKind.GreaterThanOrEqualExpression,
                _ => kind,
            };
        }

        return (kind, number) switch
        {
            (SyntaxKind.GreaterThanExpression or SyntaxKind.NotEqualsExpression, 0) or (SyntaxKind.GreaterThanOrEqualExpression, 1) =>
                false,
            (SyntaxKind.EqualsExpression or SyntaxKind.LessThanOrEqualExpression, 0) or (SyntaxKind.LessThanExpression, 1) => true,
            _ => null,
        };
    }
}
