using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>Takes or releases a lock that belongs to the thread that took it.</summary>
/// <param name="Operation">The call, or the creation of a mutex that is owned from the beginning.</param>
/// <param name="Action">Taking, trying or releasing.</param>
/// <param name="Kind">The kind of lock.</param>
/// <param name="Mode">How a reader-writer lock is held; empty for other locks.</param>
/// <param name="Key">What is locked: a <see cref="Value"/> or a symbol; equal keys are one lock.</param>
internal sealed record LockEvent(IOperation Operation, LockAction Action, LockKind Kind, string Mode, object Key)
{
    private const string AnyMode = "Lock";

    /// <summary>The expression that locks; null when a call or a creation stands for it.</summary>
    public IOperation? Target { get; init; }

    public bool Takes => Action is not LockAction.Release;

    /// <summary>True when this releases what the other takes.</summary>
    public bool Releases(LockEvent taken) =>
        Action is LockAction.Release && IsLike(taken.Kind, taken.Mode) && Key.Equals(taken.Key);

    public bool IsLike(LockKind kind, string mode) => Kind == kind && (Mode == mode || Mode == AnyMode);

    /// <summary>What an operation does to a thread-owned lock by itself; null when that is nothing, or the lock is not known.</summary>
    public static LockEvent? Of(IOperation operation, ValueOrigin origin)
    {
        switch (operation)
        {
            case IInvocationOperation call when LockUse.Of(call) is { IsThreadOwned: true } use:
                return KeyOf(use.Target, origin) is { } key
                    ? new LockEvent(
                        call,
                        use.Action,
                        use.Kind,
                        use.Kind is LockKind.ReaderWriter ? ModeOf(call) : string.Empty,
                        key) { Target = use.Target }
                    : null;
            case IObjectCreationOperation creation when creation.Type.Is(KnownTypes.Mutex) && IsOwnedFromTheBeginning(creation):
                object? target = Destination.Target(creation);
                return ((target as IVariableDeclaratorOperation)?.Symbol ?? target ?? ValueUses.Of(creation).Locals.FirstOrDefault())
                        is { } holder
                    && KeyOf(holder, origin) is { } held
                    ? new LockEvent(creation, LockAction.TryAcquire, LockKind.Mutex, string.Empty, held)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>What stands for a lock: where it came from, or else the variable that holds it.</summary>
    public static object? KeyOf(object? lockOrHolder, ValueOrigin origin)
    {
        if (lockOrHolder is ISymbol declared)
        {
            return origin.Of(declared) is var held && IsOneObject(held) ? held
                : declared is ILocalSymbol copy ? origin.First(copy)
                : declared;
        }

        if (lockOrHolder is not IOperation operation)
        {
            return null;
        }

        // `gate?.ReleaseMutex()` is about `gate`.
        operation = ValueOrigin.Unwrap(operation) is IConditionalAccessInstanceOperation instance
            ? ValueOrigin.AccessedObject(instance) ?? operation
            : operation;

        Value value = origin.Of(operation);
        return IsOneObject(value) ? value : ValueOrigin.Unwrap(operation) switch
        {
            ILocalReferenceOperation local => origin.First(local.Local),
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
    }

    /// <summary>Where the truth of `this lock was taken` is kept: the result of the call, or the variable that it sets.</summary>
    /// <param name="assignments">What the locals of the body hold.</param>
    /// <param name="answer">A local or field that has it for certain, as long as nothing else is assigned.</param>
    /// <param name="isNegated">True for one that has the opposite: `bool isBusy = !gate.WaitOne(0);`.</param>
    public Func<IOperation, bool?> Success(LocalAssignments assignments, ISymbol? answer = null, bool isNegated = false)
    {
        List<ILocalSymbol> flags = Flags(assignments).ToList();
        return Known;

        bool? Known(IOperation condition)
        {
            IOperation value = ValueOrigin.Unwrap(condition);
            return value switch
            {
                IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Known(not.Operand),
                ILocalReferenceOperation { Local: var flag } when flags.Contains(flag, SymbolEqualityComparer.Default) => true,
                ILocalReferenceOperation { Local: var local } when IsAnswer(local) => !isNegated,
                IFieldReferenceOperation { Field: var field } when IsAnswer(field) => !isNegated,
                IInvocationOperation when value.Syntax == Operation.Syntax => true,
                IBinaryOperation
                {
                    OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals,
                    RightOperand.ConstantValue: { HasValue: true, Value: bool wanted },
                } comparison => Known(comparison.LeftOperand) is { } known
                    ? known == wanted == (comparison.OperatorKind == BinaryOperatorKind.Equals)
                    : null,
                IIsPatternOperation
                {
                    Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool wanted } },
                } match => Known(match.Value) is { } known ? known == wanted : null,
                ISimpleAssignmentOperation assignment => Known(assignment.Value),
                _ => null,
            };
        }

        bool IsAnswer(ISymbol variable) => answer is not null && SymbolEqualityComparer.Default.Equals(variable, answer);
    }

    private IEnumerable<ILocalSymbol> Flags(LocalAssignments assignments)
    {
        if (Operation is IInvocationOperation
            && Destination.Variable(Operation) is ILocalSymbol taken
            && IsOtherwiseFalse(taken, assignments, isPassed: false))
        {
            yield return taken;
        }

        foreach (IArgumentOperation argument in (Operation as IInvocationOperation)?.Arguments
            ?? (Operation as IObjectCreationOperation)?.Arguments
            ?? Enumerable.Empty<IArgumentOperation>())
        {
            if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out, Type.SpecialType: SpecialType.System_Boolean }
                && (argument.Value is IDeclarationExpressionOperation { Expression: var declared } ? declared : argument.Value)
                    is ILocalReferenceOperation { Local: var flag }
                && IsOtherwiseFalse(flag, assignments, isPassed: true))
            {
                yield return flag;
            }
        }
    }

    /// <summary>True when the variable is set by this call alone, or else to false.</summary>
    private bool IsOtherwiseFalse(ILocalSymbol flag, LocalAssignments assignments, bool isPassed)
    {
        IReadOnlyList<IOperation?> values = assignments.Of(flag) ?? Array.Empty<IOperation?>();

        // What a constructor or a `ref` puts there has no value that could be told from another.
        bool isAmongUnknown = isPassed && !values.Any(IsOwn);
        return values.Count(value => value is not { ConstantValue: { HasValue: true, Value: false } } && !IsOwn(value))
            <= (isAmongUnknown ? 1 : 0);

        bool IsOwn(IOperation? value) => value?.Syntax == Operation.Syntax;
    }

    private static bool IsOwnedFromTheBeginning(IObjectCreationOperation creation) =>
        creation.Arguments.Any(
            static argument => argument is { Parameter.Name: "initiallyOwned", Value.ConstantValue: { HasValue: true, Value: true } });

    private static bool IsOneObject(Value value) => value switch
    {
        Value.ThisValue or Value.StaticValue or Value.ParameterValue or Value.TypeValue or Value.TextValue => true,
        Value.MemberValue member => IsOneObject(member.Owner),
        Value.ReturnedValue { Target.MethodKind: MethodKind.PropertyGet } returned =>
            returned.Target.IsStatic || IsOneObject(returned.Receiver),
        _ => false,
    };

    /// <summary>`ReadLock` for EnterReadLock, TryEnterReadLock and ExitReadLock.</summary>
    private static string ModeOf(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        string verb = KnownNames.LockVerbs.Names.FirstOrDefault(verb => name.StartsWith(verb, StringComparison.Ordinal)) ?? string.Empty;
        return name.Substring(verb.Length);
    }
}
