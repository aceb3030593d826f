using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <content>Comparisons with constants, which tell the state that a condition asks for.</content>
internal sealed partial class ValueOrigin
{
    /// <summary>True for an expression that is null and nothing else: `null`, `default`, `null!`.</summary>
    public static bool IsNull(IOperation value) =>
        Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    /// <summary>`s_state == State.Ready`; null where no side is a constant, or nothing is known of the other.</summary>
    private Value? OfComparison(IBinaryOperation comparison) =>
        (comparison.OperatorMethod, comparison.LeftOperand.ConstantValue, comparison.RightOperand.ConstantValue) switch
        {
            (_, _, { HasValue: true } right) => Compared(comparison.LeftOperand, right.Value),
            (_, { HasValue: true } left, _) => Compared(comparison.RightOperand, left.Value),
            _ => null,
        };

    private Value? Compared(IOperation operand, object? constant) =>
        Of(Unwrap(operand)) switch
        {
            Value.UnknownValue or Value.CreatedValue => null,
            var value when constant is bool outcome => outcome ? value : new Value.NotValue(value),
            var value => new Value.EqualsValue(value, constant),
        };

    private Value OfPatternTest(IOperation operand, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inner } when OfPatternTest(operand, inner) is var test and not Value.UnknownValue =>
            new Value.NotValue(test),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } } =>
            Compared(operand, constant) ?? Value.Unknown,
        IRecursivePatternOperation { MatchedType: var matched, PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true }
            when SymbolEqualityComparer.Default.Equals(matched, operand.Type) && Compared(operand, null) is { } isNull =>
            new Value.NotValue(isNull),
        _ => Value.Unknown,
    };
}
