using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>How a composed text ends: <c>folder + "/git"</c>, <c>$"{first}; quit"</c>.</summary>
internal static class TextEnd
{
    /// <summary>The constant part that a text ends in; null where it ends in something else.</summary>
    public static string? Of(IOperation text) => ValueOrigin.Unwrap(text) switch
    {
        { ConstantValue: { HasValue: true, Value: string constant } } => constant,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, RightOperand: var right } => Of(right),
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } =>
            parts[parts.Length - 1] is IInterpolatedStringTextOperation last ? Of(last.Text) : null,
        _ => null,
    };
}
