using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>
/// Tells whether a use of a worker's arguments finds the same with one more behind them. Of the condition that tells a worker from its
/// parent, it is enough that it comes out the same for a worker: `args.Length > 0` stays true.
/// </summary>
internal sealed class ArgumentUses
{
    private readonly ImmutableHashSet<ISymbol> _names;
    private readonly IOperation _condition;
    private readonly bool _isTrueInWorkers;

    /// <param name="names">The parameters that hold the arguments: one may be handed to another.</param>
    /// <param name="condition">The condition that tells a worker from its parent.</param>
    /// <param name="isTrueInWorkers">How it comes out for a worker.</param>
    public ArgumentUses(ImmutableHashSet<ISymbol> names, IOperation condition, bool isTrueInWorkers) =>
        (_names, _condition, _isTrueInWorkers) = (names, condition, isTrueInWorkers);

    public bool FindsTheSame(IOperation use)
    {
        IOperation arguments = Destination.Whole(use);
        return arguments.Parent switch
        {
            IArrayElementReferenceOperation { Indices: { Length: 1 } indices } item when item.ArrayReference == arguments =>
                indices[0].ConstantValue is { HasValue: true, Value: int },
            IArgumentOperation { Parameter: { } parameter } when _names.Contains(parameter) => true,
            IArgumentOperation { Parent: IInvocationOperation call } argument => FindsTheSame(call, argument),
            IPropertyReferenceOperation { Property.Name: "Length" } length => StaysAsCompared(length),
            IIsPatternOperation { Pattern: IListPatternOperation { DeclaredSymbol: null, Patterns: { Length: > 0 } patterns } } match =>
                patterns[patterns.Length - 1] is ISlicePatternOperation { Pattern: null } && Decides(match, stays: true),
            IIsPatternOperation
            {
                Pattern: INegatedPatternOperation
                {
                    Pattern: IListPatternOperation { DeclaredSymbol: null, Patterns: { Length: > 0 } patterns },
                },
            } match => patterns[patterns.Length - 1] is ISlicePatternOperation { Pattern: null } && Decides(match, stays: false),
            _ => false,
        };
    }

    /// <summary>Calls that look from the begin, or for one of the arguments that are there today.</summary>
    private bool FindsTheSame(IInvocationOperation call, IArgumentOperation argument) =>
        argument.Parameter?.Ordinal == 0
        && (KnownNames.FirstFinds.HasMember(call.TargetMethod)
            || (call.Arguments.Length == 1 && KnownNames.FirstItems.HasMember(call.TargetMethod))
            || (KnownNames.AnyMatches.HasMember(call.TargetMethod) && Decides(call, stays: true)));

    /// <summary>A count that is compared with a constant: a greater one keeps `Length > 0` true, and `Length == 0` false.</summary>
    private bool StaysAsCompared(IOperation length)
    {
        IOperation whole = Destination.Whole(length);
        if (whole.Parent is not IBinaryOperation comparison)
        {
            return false;
        }

        bool isLeft = comparison.LeftOperand == whole;
        return (isLeft ? comparison.RightOperand : comparison.LeftOperand).ConstantValue is { HasValue: true, Value: int limit }
            && comparison.OperatorKind switch
            {
                BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => Decides(comparison, stays: isLeft),
                BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => Decides(comparison, stays: !isLeft),
                BinaryOperatorKind.NotEquals => limit == 0 && Decides(comparison, stays: true),
                BinaryOperatorKind.Equals => limit == 0 && Decides(comparison, stays: false),
                _ => false,
            };
    }

    /// <summary>
    /// True for a part of the condition that stays as it is for a worker. With one more argument it may become what `stays` says, or stay
    /// that; `!` turns that round, `&amp;&amp;` and `||` hand it on.
    /// </summary>
    private bool Decides(IOperation part, bool stays)
    {
        IOperation whole = Destination.Whole(part);
        return whole == _condition || part == _condition ? stays == _isTrueInWorkers
            : whole.Parent switch
            {
                IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Decides(not, !stays),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
                    Decides(both, stays),
                _ => false,
            };
    }
}
