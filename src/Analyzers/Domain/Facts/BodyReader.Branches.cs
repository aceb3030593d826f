using System.Collections.Generic;
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
        List<Guards> ends = new();
        Guards atEnd = VisitUnder(whenTrue, conditional.WhenTrue);
        bool trueExits = Exits(conditional.WhenTrue);
        ends.AddRange(trueExits ? Enumerable.Empty<Guards>() : new[] { atEnd });
        bool falseExits = false;
        ImmutableArray<HeldLock> heldAfterTrue = _held;
        _held = trueExits || heldWhenTrue != heldWhenFalse ? heldWhenFalse : _held;
        atEnd = whenFalse;
        if (conditional.WhenFalse is { } otherwise)
        {
            atEnd = VisitUnder(whenFalse, otherwise);
            falseExits = Exits(otherwise);
        }

        ends.AddRange(falseExits ? Enumerable.Empty<Guards>() : new[] { atEnd });
        _held = falseExits || (!trueExits && heldWhenTrue != heldWhenFalse) ? heldAfterTrue : _held;
        _guards = _guards.AfterOneOf(ends);
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
        List<Guards> ends = new();
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            bool? outcome = section.Clauses.Length == 1
                && section.Clauses[0] is ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } }
                ? constant
                : null;
            Guards atEnd = VisitUnder(
                (outcome is null ? _guards : _guards.Under(choice.Value, outcome.Value, _origin)).AtMost(Certainty.Sometimes),
                section.ChildOperations);
            bool exits = Last(section.Body) is IReturnOperation or IThrowOperation;
            ends.AddRange(exits ? Enumerable.Empty<Guards>() : new[] { atEnd });
            if (outcome is not null && exits)
            {
                _guards = _guards.Under(choice.Value, !outcome.Value, _origin) with { Certainty = _guards.Certainty };
            }
        }

        bool takesOne = choice.Cases.Any(static section => section.Clauses.Any(static clause => clause is IDefaultCaseClauseOperation));
        _guards = takesOne && choice.Cases.All(static section => RunsToItsEnd(section, section.Body)) ? _guards.AfterOneOf(ends) : _guards;
    }

    /// <summary>Reads the body of a loop, and continues with what it leaves behind when it runs at least once, and to its end.</summary>
    private void VisitLoop(ILoopOperation loop, Guards guards, IEnumerable<IOperation> operations)
    {
        Guards atEnd = VisitUnder(guards, operations);
        bool isEndless = loop is IWhileLoopOperation { Condition.ConstantValue: { HasValue: true, Value: true } };
        bool runs = isEndless ? Last(new[] { loop.Body }) is IBranchOperation : CertaintyOf(loop) == Certainty.Always;
        _guards = runs && RunsToItsEnd(loop, new[] { loop.Body }) ? _guards.AfterOneOf(new[] { atEnd }) : _guards;
    }

    /// <summary>True when no jump but a last `break` ends a section or the body of a loop.</summary>
    private static bool RunsToItsEnd(IOperation whole, IEnumerable<IOperation> body)
    {
        IOperation? last = Last(body);
        return whole.Descendants().OfType<IBranchOperation>().All(jump => jump == last && jump.BranchKind == BranchKind.Break);
    }

    private static IOperation? Last(IEnumerable<IOperation> statements) => statements.LastOrDefault() switch
    {
        IBlockOperation { Operations: var inner } => Last(inner),
        var last => last,
    };

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

    /// <summary>A loop that counts to a constant, or to the number of processors, always runs, as does one over written elements.</summary>
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
        IForEachLoopOperation { Collection: var collection } when Elements.Of(collection) is { Count: > 0 } => Certainty.Always,
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
