using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Whether something runs whenever the body around it does.</summary>
internal enum Certainty
{
    Always,

    /// <summary>It depends on whether a file or directory is there.</summary>
    WhenFileExists,

    /// <summary>It depends on anything else.</summary>
    Sometimes,
}

/// <summary>What must hold for a step to run, as far as conditions on bool values and well-known checks tell.</summary>
/// <param name="Conditions">Bool values and the outcome each must have.</param>
/// <param name="OnlyWhileRunning">The process is known not to be shutting down.</param>
/// <param name="OnlyCompleted">The result that is waited for is known to be there.</param>
/// <param name="OnlyOwner">The current thread is known to hold the lock.</param>
/// <param name="Caught">An exception of a wrong release is caught around the step.</param>
/// <param name="AfterAwait">An await of the same method comes first: the step may run later, on another thread.</param>
/// <param name="Certainty">What the conditions around the step depend on.</param>
/// <param name="AfterExit">What the conditions depend on under which the same body may have ended before the step.</param>
internal sealed record Guards(
    ImmutableArray<(Value Condition, bool Outcome)> Conditions,
    bool OnlyWhileRunning = false,
    bool OnlyCompleted = false,
    bool OnlyOwner = false,
    bool Caught = false,
    bool AfterAwait = false,
    Certainty Certainty = Certainty.Always,
    Certainty AfterExit = Certainty.Always)
{
    public static readonly Guards None = new(ImmutableArray<(Value, bool)>.Empty);

    /// <summary>These guards for what runs on one outcome of a condition.</summary>
    public Guards Under(IOperation condition, bool outcome, ValueOrigin origin) =>
        And(condition, outcome, origin).AtMost(CertaintyOf(condition));

    /// <summary>These guards for what runs no more certainly than that.</summary>
    public Guards AtMost(Certainty certainty) => certainty <= Certainty ? this : this with { Certainty = certainty };

    /// <summary>These guards for what follows an end of the body that is no more certain than that.</summary>
    public Guards AfterExitOf(Certainty certainty) => certainty <= AfterExit ? this : this with { AfterExit = certainty };

    /// <summary>These guards, and what holds at the end of each of some bodies of which one has run.</summary>
    public Guards AfterOneOf(IReadOnlyCollection<Guards> ends) => ends.Count == 0 ? this : this with
    {
        Conditions = ends.First().Conditions.RemoveAll(condition => !ends.All(end => end.Conditions.Contains(condition))),
        OnlyWhileRunning = ends.All(static end => end.OnlyWhileRunning),
        OnlyCompleted = ends.All(static end => end.OnlyCompleted),
        OnlyOwner = ends.All(static end => end.OnlyOwner),
    };

    /// <summary>What it depends on whether the condition holds.</summary>
    public static Certainty CertaintyOf(IOperation condition) => ValueOrigin.Unwrap(condition) switch
    {
        { ConstantValue.HasValue: true } => Certainty.Always,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => CertaintyOf(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
            (Certainty)System.Math.Max((int)CertaintyOf(both.LeftOperand), (int)CertaintyOf(both.RightOperand)),
        IInvocationOperation { TargetMethod: { Name: "Exists" } exists }
            when exists.ContainingType.Is(KnownTypes.File) || exists.ContainingType.Is(KnownTypes.Directory) =>
            Certainty.WhenFileExists,
        IPropertyReferenceOperation { Property: { Name: "Exists" } exists }
            when exists.ContainingType.IsOrDerivesFrom(KnownTypes.FileSystemInfo) =>
            Certainty.WhenFileExists,
        _ => Certainty.Sometimes,
    };

    private Guards And(IOperation condition, bool outcome, ValueOrigin origin)
    {
        switch (ValueOrigin.Unwrap(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return And(not.Operand, !outcome, origin);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } and:
                return outcome ? And(and.LeftOperand, true, origin).And(and.RightOperand, true, origin) : this;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } or:
                return outcome ? this : And(or.LeftOperand, false, origin).And(or.RightOperand, false, origin);
            case IConditionalOperation { WhenFalse: { ConstantValue: { HasValue: true, Value: bool otherwise } } } choice
                when otherwise != outcome:
                return And(choice.Condition, true, origin).And(choice.WhenTrue, outcome, origin);
            case IConditionalOperation
            {
                WhenTrue: { ConstantValue: { HasValue: true, Value: bool then } },
                WhenFalse: { } whenFalse,
            } choice
                when then != outcome:
                return And(choice.Condition, false, origin).And(whenFalse, outcome, origin);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return AndComparison(comparison, outcome == (comparison.OperatorKind == BinaryOperatorKind.Equals), origin);
            case IIsPatternOperation
            {
                Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } },
            } isConstant:
                return And(isConstant.Value, outcome == constant, origin);
            case IIsPatternOperation { Pattern: IRecursivePatternOperation pattern }
                when outcome && pattern.PropertySubpatterns.Any(IsCompletion):
                return this with { OnlyCompleted = true };
            case IIsPatternOperation
            {
                Pattern: INegatedPatternOperation
                {
                    Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } },
                },
            } isNot:
                return And(isNot.Value, outcome != constant, origin);
            case IPropertyReferenceOperation { Property.Name: "HasShutdownStarted" } property
                when property.Property.ContainingType.Is(KnownTypes.Environment):
                return outcome ? this : this with { OnlyWhileRunning = true };
            case IInvocationOperation { TargetMethod.Name: "IsFinalizingForUnload" } call
                when call.TargetMethod.ContainingType.Is(KnownTypes.AppDomain):
                return outcome ? this : this with { OnlyWhileRunning = true };
            case IPropertyReferenceOperation property when outcome && IsCompletion(property):
                return this with { OnlyCompleted = true };
            case IInvocationOperation { TargetMethod.Name: "Wait" } call
                when outcome && call.TargetMethod.ContainingType.Is(KnownTypes.Task):
                return this with { OnlyCompleted = true };
            case IInvocationOperation { TargetMethod.Name: "IsEntered" } call
                when outcome && call.TargetMethod.ContainingType.Is(KnownTypes.Monitor):
                return this with { OnlyOwner = true };
            case IPropertyReferenceOperation { Property.Name: var name } when outcome && KnownNames.HeldLocks.Has(name):
                return this with { OnlyOwner = true };
            case { Type.SpecialType: SpecialType.System_Boolean } value:
                return WithCondition(origin.Of(value), outcome);
            default:
                return this;
        }
    }

    private static bool IsCompletion(IPropertySubpatternOperation subpattern) =>
        subpattern is
        {
            Member: IPropertyReferenceOperation member,
            Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: true } },
        }
        && IsCompletion(member);

    private static bool IsCompletion(IPropertyReferenceOperation property) =>
        KnownNames.TaskEnds.Has(property.Property.Name);

    private Guards AndComparison(IBinaryOperation comparison, bool equal, ValueOrigin origin) =>
        (comparison.LeftOperand.ConstantValue, comparison.RightOperand.ConstantValue) switch
        {
            _ when equal
                && ValueOrigin.Unwrap(comparison.LeftOperand) is IPropertyReferenceOperation { Property.Name: "Status" } status
                && status.Property.ContainingType.Is(KnownTypes.Task) => this with { OnlyCompleted = true },
            (_, { HasValue: true, Value: bool right }) => And(comparison.LeftOperand, equal == right, origin),
            ({ HasValue: true, Value: bool left }, _) => And(comparison.RightOperand, equal == left, origin),
            _ when comparison.OperatorKind == BinaryOperatorKind.Equals => WithCondition(origin.Of(comparison), equal),
            _ => WithCondition(origin.Of(comparison), !equal),
        };

    /// <summary>These guards for what runs when that is null.</summary>
    public Guards WhenNull(IOperation operand, ValueOrigin origin) =>
        origin.Of(operand) is var value and not Value.UnknownValue ? WithCondition(new Value.EqualsValue(value, null), true) : this;

    private Guards WithCondition(Value condition, bool outcome) =>
        condition is Value.UnknownValue ? this : this with { Conditions = Conditions.Add((condition, outcome)) };
}
