using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>Statements without effect, other results, and a switch expression with one arm less.</summary>
internal static class StatementOperators
{
    /// <summary>A call that only asks whether to stop is left alone: no verdict depends on it.</summary>
    public static IEnumerable<Edit> Of(ExpressionStatementSyntax statement) =>
        statement.Expression is InvocationExpressionSyntax call
            && ValueOperators.NameOf(call) is { Identifier.ValueText: "ThrowIfCancellationRequested" }
                ? []
                : [new Edit("statement removed", statement.Span, ";")];

    public static IEnumerable<Edit> Of(SwitchExpressionSyntax choice) => choice.Arms.SkipLast(1).Select(arm =>
    {
        SyntaxToken comma = arm.GetLastToken().GetNextToken();
        return new Edit("arm removed", Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(arm.SpanStart, comma.Span.End), "");
    });

    /// <summary>Another value of <paramref name="place"/>, which returns <paramref name="value"/>.</summary>
    public static IEnumerable<Edit> Returned(SyntaxNode place, ExpressionSyntax value)
    {
        if (value is LiteralExpressionSyntax or ThrowExpressionSyntax or RefExpressionSyntax
            || value.IsKind(SyntaxKind.DefaultExpression)
            || TypeOf(place) is not { } type)
        {
            return [];
        }

        return type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword }
            ? [new Edit("result negated", value.Span, ConditionOperators.Negation(value))]
            : IsObject(type) ? [new Edit("result default", value.Span, "default!")] : [];
    }

    private static bool IsObject(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined.Keyword.Kind() is SyntaxKind.StringKeyword or SyntaxKind.ObjectKeyword,
        NullableTypeSyntax { ElementType: PredefinedTypeSyntax predefined } => IsObject(predefined),
        SimpleNameSyntax name => name.Identifier.ValueText is not ("Task" or "ValueTask"),
        RefTypeSyntax or TupleTypeSyntax => false,
        _ => true,
    };

    /// <summary>The type of the function that a return leaves; null for a lambda, whose type no syntax tells.</summary>
    private static TypeSyntax? TypeOf(SyntaxNode place) => place.Ancestors().FirstOrDefault(static around =>
        around is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax
            or AccessorDeclarationSyntax { RawKind: not (int)SyntaxKind.GetAccessorDeclaration } or LambdaExpressionSyntax) switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            OperatorDeclarationSyntax method => method.ReturnType,
            LocalFunctionStatementSyntax function => function.ReturnType,
            BasePropertyDeclarationSyntax property => property.Type,
            _ => null,
        };
}
