using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <content>Which guards and locks hold on each branch, and after it.</content>
internal sealed partial class BodyReader
{
    private void VisitConditional(IConditionalOperation conditional)
    {
        ImmutableArray<HeldLock> heldBefore = _held;
        Visit(conditional.Condition);
        Guards before = _guards;
        (ImmutableArray<HeldLock> heldWhenTrue, ImmutableArray<HeldLock> heldWhenFalse) = Outcomes(conditional.Condition, heldBefore);
        _held = heldWhenTrue;
        Guards whenTrue = before.Under(conditional.Condition, true, _origin);
        Guards whenFalse = before.Under(conditional.Condition, false, _origin);
        VisitUnder(whenTrue, conditional.WhenTrue);
        bool trueExits = Exits(conditional.WhenTrue);
        bool falseExits = false;
        ImmutableArray<HeldLock> heldAfterTrue = _held;
        _held = trueExits || heldWhenTrue != heldWhenFalse ? heldWhenFalse : _held;
        if (conditional.WhenFalse is { } otherwise)
        {
            VisitUnder(whenFalse, otherwise);
            falseExits = Exits(otherwise);
        }

        _held = falseExits || (!trueExits && heldWhenTrue != heldWhenFalse) ? heldAfterTrue : _held;
        Guards after = _guards;
        _guards = (trueExits ? whenFalse : falseExits ? whenTrue : before) with
        {
            AfterAwait = after.AfterAwait,
            Certainty = before.Certainty,
            AfterExit = after.AfterExit,
        };
        _guards = trueExits || falseExits ? _guards.AfterExitOf(whenTrue.Certainty) : _guards;
    }

    /// <summary>A lock that the condition tries to take is held on one of its outcomes only.</summary>
    private (ImmutableArray<HeldLock> WhenTrue, ImmutableArray<HeldLock> WhenFalse) Outcomes(
        IOperation condition,
        ImmutableArray<HeldLock> before)
    {
        bool isTry = _held.Length > before.Length && _held.Skip(before.Length).All(static held => held.IsBounded);
        return !isTry ? (_held, _held)
            : ValueOrigin.Unwrap(condition) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } ? (before, _held)
            : (_held, before);
    }

    private void VisitSwitch(ISwitchOperation choice)
    {
        Visit(choice.Value);
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            bool? outcome = section.Clauses.Length == 1
                && section.Clauses[0] is ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } }
                ? constant
                : null;
            VisitUnder(
                (outcome is null ? _guards : _guards.Under(choice.Value, outcome.Value, _origin)).AtMost(Certainty.Sometimes),
                section.ChildOperations);
            if (outcome is not null && section.Body.LastOrDefault() is IReturnOperation or IThrowOperation)
            {
                _guards = _guards.Under(choice.Value, !outcome.Value, _origin) with { Certainty = _guards.Certainty };
            }
        }
    }

    private void VisitTry(ITryOperation attempt)
    {
        Guards before = _guards;
        _guards = before with { Caught = before.Caught || attempt.Catches.Any(CatchesWrongRelease) };
        Visit(attempt.Body);
        Guards after = _guards with { Caught = before.Caught };
        _guards = before with { AfterAwait = after.AfterAwait };
        VisitAll(attempt.Catches);
        Visit(attempt.Finally);
        _guards = after;
    }

    /// <summary>A loop that counts to a constant, or to the number of processors, always runs.</summary>
    private static Certainty CertaintyOf(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: null } or IWhileLoopOperation { ConditionIsTop: false } => Certainty.Always,
        IForLoopOperation
        {
            Condition: IBinaryOperation
            {
                LeftOperand: ILocalReferenceOperation,
                RightOperand: { ConstantValue.HasValue: true } or IPropertyReferenceOperation { Property.Name: "ProcessorCount" },
            },
        } => Certainty.Always,
        _ => Certainty.Sometimes,
    };

    private static bool Exits(IOperation operation) => operation switch
    {
        IBlockOperation { Operations: { Length: > 0 } statements } => Exits(statements[statements.Length - 1]),
        IExpressionStatementOperation statement => Exits(statement.Operation),
        IConditionalOperation { WhenFalse: { } otherwise } conditional => Exits(conditional.WhenTrue) && Exits(otherwise),
        IReturnOperation { Kind: OperationKind.Return } or IThrowOperation or IBranchOperation => true,
        _ => false,
    };
}
