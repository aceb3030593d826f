using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>Expressions that give the same a few statements later.</summary>
internal static class StableValue
{
    private static readonly string[] StableCalls =
    {
        "System.IO.Path.Combine", "System.IO.Path.Join", "System.IO.Path.GetDirectoryName", "System.IO.Path.GetFullPath",
        "string.Concat", "string.Join", "string.Format", "System.Environment.GetEnvironmentVariable",
    };

    /// <summary>
    /// Whether the expression calls nothing of unknown effect, and its variables are not assigned behind it in its member.
    /// </summary>
    public static bool Is(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken) =>
        Is(expression, expression.SpanStart, model, cancellationToken);

    /// <summary>The same for an expression that may be evaluated earlier too, from a position on.</summary>
    public static bool Is(
        ExpressionSyntax expression,
        int from,
        SemanticModel model,
        CancellationToken cancellationToken) => expression switch
    {
        LiteralExpressionSyntax or ThisExpressionSyntax or PredefinedTypeSyntax or TypeOfExpressionSyntax => true,
        IdentifierNameSyntax name => IsStableName(name, from, model, cancellationToken),
        MemberAccessExpressionSyntax access =>
            Is(access.Expression, from, model, cancellationToken) && IsStableName(access.Name, from, model, cancellationToken),
        InterpolatedStringExpressionSyntax text =>
            text.Contents.OfType<InterpolationSyntax>().All(hole => Is(hole.Expression, from, model, cancellationToken)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.CoalesceExpression } sum =>
            Is(sum.Left, from, model, cancellationToken) && Is(sum.Right, from, model, cancellationToken),
        ParenthesizedExpressionSyntax inner => Is(inner.Expression, from, model, cancellationToken),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed =>
            Is(suppressed.Operand, from, model, cancellationToken),
        ConditionalExpressionSyntax choice =>
            Is(choice.Condition, from, model, cancellationToken)
            && Is(choice.WhenTrue, from, model, cancellationToken)
            && Is(choice.WhenFalse, from, model, cancellationToken),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        InvocationExpressionSyntax call => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { IsStatic: true } method
            && StableCalls.Contains(method.ContainingType.ToDisplayString() + "." + method.Name)
            && call.ArgumentList.Arguments.All(argument => Is(argument.Expression, from, model, cancellationToken)),
        _ => false,
    };

    private static bool IsStableName(
        SimpleNameSyntax name,
        int from,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        model.GetSymbolInfo(name, cancellationToken).Symbol switch
        {
            ILocalSymbol or IParameterSymbol => !IsAssignedBehind(name, from),
            IFieldSymbol field => field.IsConst || field.IsReadOnly || !IsAssignedBehind(name, from),
            IPropertySymbol property => property.DeclaringSyntaxReferences.IsEmpty || property.SetMethod is null or { IsInitOnly: true },
            INamedTypeSymbol or INamespaceSymbol => true,
            _ => false,
        };

    private static bool IsAssignedBehind(SimpleNameSyntax name, int from)
    {
        SyntaxNode member = name.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
            ?? name.SyntaxTree.GetRoot();
        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(other =>
            other.SpanStart > from
            && other.Identifier.ValueText == name.Identifier.ValueText
            && other.Parent switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left == other,
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }
                or PostfixUnaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression,
                } => true,
                ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
                _ => false,
            });
    }
}
