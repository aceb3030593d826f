using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Mutants.Mutations;

/// <summary>Literals, and calls of LINQ that have a counterpart.</summary>
internal static class ValueOperators
{
    public static IEnumerable<Edit> Of(LiteralExpressionSyntax literal) => literal.Kind() switch
    {
        SyntaxKind.TrueLiteralExpression => [new Edit("boolean", literal.Span, "false")],
        SyntaxKind.FalseLiteralExpression => [new Edit("boolean", literal.Span, "true")],
        SyntaxKind.NumericLiteralExpression when literal.Token.Value is int number =>
            [new Edit("number", literal.Span, (number + 1).ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    public static IEnumerable<Edit> Of(InvocationExpressionSyntax call) =>
        NameOf(call) is { } name && Counterpart(name.Identifier.ValueText) is { } other
            ? [new Edit("query", name.Identifier.Span, other)]
            : [];

    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    private static string? Counterpart(string method) => method switch
    {
        "Any" => "All",
        "All" => "Any",
        "First" => "Last",
        "Last" => "First",
        "FirstOrDefault" => "LastOrDefault",
        "LastOrDefault" => "FirstOrDefault",
        _ => null,
    };
}
