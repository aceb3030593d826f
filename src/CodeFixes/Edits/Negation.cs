using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>The opposite of a condition, as a person would write it.</summary>
internal static class Negation
{
    public static ExpressionSyntax Of(ExpressionSyntax condition, SemanticModel model)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return Of(inner, model);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand }:
                return (operand is ParenthesizedExpressionSyntax { Expression: var negatedExpression } ? negatedExpression : operand)
                    .WithoutTrivia();
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality:
                return With(equality, SyntaxKind.NotEqualsExpression, SyntaxKind.ExclamationEqualsToken);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } inequality:
                return With(inequality, SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken);
            case BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.GreaterThanExpression,
                Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" },
                Right: LiteralExpressionSyntax { Token.Value: 0 },
            } some:
                return With(some, SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken);
            case BinaryExpressionSyntax comparison
                when IsOfInt32(comparison, model) && Opposite(comparison.Kind()) is (var kind, var token):
                return With(comparison, kind, token);
            case IsPatternExpressionSyntax
            {
                Pattern: UnaryPatternSyntax { RawKind: (int)SyntaxKind.NotPattern, Pattern: var pattern },
            } negated:
                return negated.WithPattern(
                    (pattern is ParenthesizedPatternSyntax { Pattern: var negatedPattern } ? negatedPattern : pattern).WithoutTrivia())
                    .WithoutTrivia();
            case IsPatternExpressionSyntax match when HasNotPatterns(match):
                PatternSyntax matched = match.Pattern is BinaryPatternSyntax
                    ? SyntaxFactory.ParenthesizedPattern(match.Pattern.WithoutTrivia())
                    : match.Pattern.WithoutTrivia();
                return match.WithPattern(SyntaxFactory.UnaryPattern(
                    SyntaxFactory.Token(SyntaxKind.NotKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                    matched))
                    .WithoutTrivia();
            case IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax:
                return SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, condition.WithoutTrivia());
            default:
                return SyntaxFactory.PrefixUnaryExpression(
                    SyntaxKind.LogicalNotExpression,
                    SyntaxFactory.ParenthesizedExpression(condition.WithoutTrivia()));
        }
    }

    private static ExpressionSyntax With(BinaryExpressionSyntax comparison, SyntaxKind kind, SyntaxKind token) =>
        SyntaxFactory.BinaryExpression(
            kind,
            comparison.Left,
            SyntaxFactory.Token(token).WithTriviaFrom(comparison.OperatorToken),
            comparison.Right)
            .WithoutTrivia();

    private static (SyntaxKind Kind, SyntaxKind Token)? Opposite(SyntaxKind comparison) => comparison switch
    {
        SyntaxKind.LessThanExpression => (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
        SyntaxKind.LessThanOrEqualExpression => (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
        SyntaxKind.GreaterThanExpression => (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
        SyntaxKind.GreaterThanOrEqualExpression => (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
        _ => null,
    };

    /// <summary>True where neither side can be null or no number, so that one of both comparisons holds.</summary>
    private static bool IsOfInt32(BinaryExpressionSyntax comparison, SemanticModel model) =>
        model.GetTypeInfo(comparison.Left).Type?.SpecialType == SpecialType.System_Int32
        && model.GetTypeInfo(comparison.Right).Type?.SpecialType == SpecialType.System_Int32;

    private static bool HasNotPatterns(SyntaxNode node) =>
        node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 };
}
