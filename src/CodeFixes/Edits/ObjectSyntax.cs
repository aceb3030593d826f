using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Expressions that give the object of another one.</summary>
internal static class ObjectSyntax
{
    /// <summary>
    /// The outermost expression that gives what an inner one gives, or nothing at all.
    /// <code>(Process)Process.Start(info)!    Process.Start(info) ?? throw new InvalidOperationException()</code>
    /// </summary>
    public static ExpressionSyntax Outermost(ExpressionSyntax value)
    {
        ExpressionSyntax whole = value;
        while (whole.Parent is ExpressionSyntax outer && HandsOn(outer, whole))
        {
            whole = outer;
        }

        return whole;
    }

    private static bool HandsOn(ExpressionSyntax outer, ExpressionSyntax inner) => outer switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax => true,
        PostfixUnaryExpressionSyntax suppressed => suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } coalesce =>
            coalesce.Left == inner,
        ConditionalExpressionSyntax { WhenFalse: ThrowExpressionSyntax } choice => choice.WhenTrue == inner,
        ConditionalExpressionSyntax { WhenTrue: ThrowExpressionSyntax } choice => choice.WhenFalse == inner,
        _ => false,
    };
}
