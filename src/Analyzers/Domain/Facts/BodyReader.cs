using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>
/// Reads the facts of one body in source order, with the guards and the locks around each of them. Local functions and
/// lambdas count where they are called; one that is only handed on does not count.
/// </summary>
internal sealed partial class BodyReader
{
    private readonly ValueOrigin _origin;
    private readonly IOperation _outermost;
    private readonly ApiCatalogue _catalogue;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();
    private readonly ImmutableArray<Value>.Builder _returns = ImmutableArray.CreateBuilder<Value>();
    private readonly List<HeldLock> _taken = new();
    private readonly Stack<IMethodSymbol> _inlined = new();
    private readonly List<(Site Site, int HeldLocks)> _inlinedAt = new();
    private Guards _guards = Guards.None;
    private ImmutableArray<HeldLock> _held = ImmutableArray<HeldLock>.Empty;
    private int _inlinedCalls;
    private Certainty _ended;
    private bool _isIterator;

    private BodyReader(
        IMethodSymbol? method,
        IOperation outermost,
        ApiCatalogue catalogue,
        bool namesLocals,
        CancellationToken cancellationToken)
    {
        _origin = new ValueOrigin(method, outermost, namesLocals);
        _outermost = outermost;
        _catalogue = catalogue;
        _cancellationToken = cancellationToken;
    }

    /// <param name="method">The method whose parameters stay symbolic; null for a lambda that is read on its own.</param>
    /// <param name="body">The body to read.</param>
    /// <param name="namesLocals">True to tell objects by the variables that lambdas share with the code around them.</param>
    public static MethodFacts Read(
        IMethodSymbol? method,
        IOperation body,
        ApiCatalogue catalogue,
        CancellationToken cancellationToken,
        bool namesLocals = false)
    {
        IOperation outermost = LocalAssignments.Outermost(body);

        BodyReader reader = new(method, outermost, catalogue, namesLocals, cancellationToken);
        try
        {
            reader.VisitSynchronized(method, body);
        }
        catch (InsufficientExecutionStackException)
        {
            return MethodFacts.Nothing with { IsCut = true };
        }

        return new MethodFacts(
            reader._steps.Where(reader.IsNoPairedRelease).ToImmutableArray(),
            reader._returns.ToImmutable(),
            reader._held,
            reader._isIterator);
    }

    private bool IsNoPairedRelease(Step step) =>
        step is not LockReleased release || !_taken.Any(taken => taken.Is(release.Lock, release.Expression));

    private void VisitSynchronized(IMethodSymbol? method, IOperation body)
    {
        ImmutableArray<HeldLock> before = _held;
        HeldLock? held = method is null ? null : Synchronized.LockOf(method);
        _held = held is null ? before : before.Add(held);
        Visit(body);
        _held = held is null ? _held : before;
    }

    private void Visit(IOperation? operation)
    {
        if (operation is null)
        {
            return;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case IBlockOperation block:
                VisitBlock(block);
                break;
            case IConditionalOperation conditional:
                VisitConditional(conditional);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                Visit(binary.LeftOperand);
                VisitUnder(
                    _guards.Under(binary.LeftOperand, binary.OperatorKind == BinaryOperatorKind.ConditionalAnd, _origin),
                    binary.RightOperand);
                break;
            case ISwitchOperation choice:
                VisitSwitch(choice);
                break;
            case ISwitchExpressionArmOperation
            {
                Parent: ISwitchExpressionOperation choice,
                Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool outcome } },
            } arm:
                VisitUnder(_guards.Under(choice.Value, outcome, _origin), arm.Value);
                break;
            case IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } loop:
                ReadSpin(loop);
                ReadPoll(loop, condition);
                Visit(condition);
                VisitLoop(loop, _guards.Under(condition, true, _origin), new[] { loop.Body });
                break;
            case IForEachLoopOperation loop:
                ReadEnumeration(loop);
                break;
            case ILoopOperation loop:
                ReadSpin(loop);
                VisitLoop(loop, _guards.AtMost(CertaintyOf(loop)), loop.ChildOperations);
                break;
            case ICatchClauseOperation or ISwitchExpressionArmOperation:
                VisitUnder(_guards.AtMost(Certainty.Sometimes), operation.ChildOperations);
                break;
            case ICoalesceOperation coalesce:
                Visit(coalesce.Value);
                VisitUnder(_guards.AtMost(Certainty.Sometimes).WhenNull(coalesce.Value, _origin), coalesce.WhenNull);
                break;
            case ITryOperation attempt:
                VisitTry(attempt);
                break;
            case ILockOperation locked:
                VisitLock(locked);
                break;
            case IUsingOperation scope:
                VisitUsing(scope);
                break;
            case IAwaitOperation await:
                Visit(await.Operation);
                _guards = _guards with { AfterAwait = true };
                break;
            case IReturnOperation returned:
                Visit(returned.ReturnedValue);
                ReadReturn(returned);
                _guards = _guards.AfterExitOf(_guards.Certainty);
                break;
            case IAnonymousFunctionOperation or ILocalFunctionOperation or INameOfOperation or ITypeOfOperation:
                break;
            case IEventAssignmentOperation subscription:
                ReadSubscription(subscription);
                break;
            case IInvocationOperation invocation:
                ReadInvocation(invocation);
                break;
            case IPropertyReferenceOperation property:
                Visit(property.Instance);
                VisitAll(property.Arguments);
                ReadAccess(property, property.Property.GetMethod);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                VisitAll(deconstruction.ChildOperations);
                ReadDeconstruction(deconstruction);
                break;
            case IAssignmentOperation assignment:
                VisitAssignment(assignment);
                break;
            case IObjectCreationOperation creation:
                VisitAll(creation.Arguments);
                ReadCreation(creation);
                Visit(creation.Initializer);
                break;
            default:
                VisitAll(operation.ChildOperations);
                ReadOperator(operation);
                break;
        }
    }

    private void VisitAll(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            Visit(operation);
        }
    }

    private Guards VisitUnder(Guards guards, IOperation operation) => VisitUnder(guards, new[] { operation });

    /// <summary>
    /// Reads what runs only under those guards, and continues after it under the present ones. The answer is what holds at its end.
    /// </summary>
    private Guards VisitUnder(Guards guards, IEnumerable<IOperation> operations)
    {
        Guards outside = _guards;
        _guards = guards;
        VisitAll(operations);
        Guards atEnd = _guards;
        _guards = outside with { AfterAwait = atEnd.AfterAwait, AfterExit = atEnd.AfterExit };
        return atEnd;
    }

    private void VisitBlock(IBlockOperation block)
    {
        ImmutableArray<HeldLock>? heldBefore = null;
        List<IUsingDeclarationOperation>? scopes = null;
        foreach (IOperation statement in block.Operations)
        {
            if (statement is IUsingDeclarationOperation scope)
            {
                heldBefore ??= _held;
                (scopes ??= new()).Add(scope);
                Visit(scope.DeclarationGroup);
            }
            else
            {
                Visit(statement);
            }
        }

        for (int i = (scopes?.Count ?? 0) - 1; i >= 0; i--)
        {
            ReadDisposals(scopes![i].DeclarationGroup, scopes[i].IsAsynchronous);
        }

        _held = heldBefore ?? _held;
    }

    private void VisitUsing(IUsingOperation scope)
    {
        ImmutableArray<HeldLock> before = _held;
        Visit(scope.Resources);
        Visit(scope.Body);
        ReadDisposals(scope.Resources, scope.IsAsynchronous);
        _held = before;
    }

    private void VisitAssignment(IAssignmentOperation assignment)
    {
        bool isUpdate = assignment is ICompoundAssignmentOperation or ICoalesceAssignmentOperation;
        if (assignment.Target is IPropertyReferenceOperation property)
        {
            Visit(property.Instance);
            VisitAll(property.Arguments);
            if (isUpdate)
            {
                ReadAccess(property, property.Property.GetMethod);
            }

            VisitValue(assignment);
            ReadAccess(property, property.Property.SetMethod, assignment);
        }
        else
        {
            Visit(assignment.Target);
            VisitValue(assignment);
        }

        ReadOperator(assignment);
        ReadFlag(assignment);
    }

    private void VisitValue(IAssignmentOperation assignment)
    {
        if (assignment is ICoalesceAssignmentOperation)
        {
            VisitUnder(_guards.WhenNull(assignment.Target, _origin), assignment.Value);
        }
        else
        {
            Visit(assignment.Value);
        }
    }
}
