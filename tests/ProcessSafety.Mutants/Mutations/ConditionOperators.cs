using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>Comparisons, logical operators and conditions.</summary>
internal static class ConditionOperators
{
    public static IEnumerable<Edit> Of(BinaryExpressionSyntax binary)
    {
        if (Swapped(binary.OperatorToken.Kind()) is { } other)
        {
            yield return new Edit("comparison", binary.OperatorToken.Span, other);
        }

        if (binary.Kind() is not (SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression))
        {
            yield break;
        }

        yield return new Edit("logic", binary.OperatorToken.Span, binary.IsKind(SyntaxKind.LogicalAndExpression) ? "||" : "&&");
        yield return new Edit("operand dropped", binary.Span, binary.Left.ToString());

        // a && b && c is (a && b) && c: the inner pair drops a or b.
        if (!binary.Left.IsKind(binary.Kind()))
        {
            yield return new Edit("operand dropped", binary.Span, binary.Right.ToString());
        }
    }

    public static IEnumerable<Edit> Negated(ExpressionSyntax condition) => condition is LiteralExpressionSyntax
        ? []
        : [new Edit("condition", condition.Span, Negation(condition))];

    /// <summary>The condition of <c>Where(x => condition)</c>.</summary>
    public static IEnumerable<Edit> OfWhere(InvocationExpressionSyntax call) =>
        ValueOperators.NameOf(call) is { Identifier.ValueText: "Where" }
            && call.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax { ExpressionBody: { } condition } }]
                ? Negated(condition)
                : [];

    public static string Negation(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) => not.Operand.ToString(),
        _ => $"!({condition})",
    };

    public static string? Swapped(SyntaxKind comparison) => comparison switch
    {
        SyntaxKind.EqualsEqualsToken => "!=",
        SyntaxKind.ExclamationEqualsToken => "==",
        SyntaxKind.LessThanToken => "<=",
        SyntaxKind.LessThanEqualsToken => "<",
        SyntaxKind.GreaterThanToken => ">=",
        SyntaxKind.GreaterThanEqualsToken => ">",
        _ => null,
    };
}
