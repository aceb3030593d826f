using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// A release of a mutex that control comes to as well when its body has not got the mutex, and knows it.
/// <code>if (!gate.WaitOne(1000)) { Log("busy"); }  …  gate.ReleaseMutex();</code>
/// </summary>
internal sealed class UnownedRelease
{
    private const string DoesNotReturn = "System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute";
    private const string CreatedNew = "createdNew";

    private readonly IOperation _release;
    private readonly IOperation _body;
    private readonly BodyFlow _flow;
    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;

    private UnownedRelease(
        IOperation release,
        IOperation body,
        BodyFlow flow,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        (_release, _body, _flow, _model, _cancellationToken) = (release, body, flow, model, cancellationToken);

    /// <summary>
    /// The wait, or the creation with createdNew, that has not taken the mutex on a way to its release, with the release in that body:
    /// itself or the call that leads to it. Null when it has none, when the release stands under a condition that may know of it, and
    /// when its exception is caught.
    /// </summary>
    public static (IOperation Taking, IOperation Release)? Of(
        IInvocationOperation release,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        LockUse.Of(release) is { Kind: LockKind.Mutex, Action: LockAction.Release }
            ? Of(release, Budgets.LockCalls, model, cancellationToken)
            : null;

    /// <summary>The same for a release, or for the one call of a function that does nothing but release in any case.</summary>
    private static (IOperation Taking, IOperation Release)? Of(
        IOperation release,
        int levels,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(release);
        if (ControlFlow.IsInCatch(release)
            || ControlFlow.Of(model).Of(body, cancellationToken) is not { } flow
            || flow.PointOf(release) is not { } end)
        {
            return null;
        }

        List<(LockEvent Event, FlowPoint Point)> events = SkippedRelease.EventsOf(release, model, cancellationToken);
        if (events.Exists(static item => item.Event.Takes))
        {
            return new UnownedRelease(release, body, flow, model, cancellationToken).Find(events, end) is { } taking
                ? (taking, release)
                : null;
        }

        return levels > 0
            && events.Count == 1
            && !Catching.IsExpected(release, KnownNames.ReleaseCatches)
            && !ControlFlow.MayReturnBefore(release)
            && ControlFlow.BranchesRound(release).All(static branch => branch.Parent is IConditionalAccessOperation)
            && Callers.Of(model).RunsAround(release, areAll: true, cancellationToken) is { Count: 1 } runs
                ? Of(runs[0], levels - 1, model, cancellationToken)
                : null;
    }

    private IOperation? Find(List<(LockEvent Event, FlowPoint Point)> events, FlowPoint end)
    {
        FlowPoint[] releases = events.Where(static item => !item.Event.Takes).Select(static item => item.Point).ToArray();
        LocalAssignments assignments = new(LocalAssignments.Outermost(_body));
        foreach ((LockEvent taking, FlowPoint point) in events)
        {
            if (!taking.Takes
                || !IsAnswered(taking, out ISymbol? answer)
                || Catching.IsExpected(_release, KnownNames.ReleaseCatches, around: taking.Operation)
                || events.Exists(other => other.Event.Takes
                    && other.Event != taking
                    && _flow.From(other.Point, releases).Contains(point)))
            {
                continue;
            }

            Func<IOperation, bool?> success = taking.Success(assignments, answer, IsNegated(taking.Operation));
            Func<IOperation, bool?> failure = condition => success(condition) is { } isTaken ? !isTaken : null;
            FlowPoint[] barriers = events.Where(static item => item.Event.Takes)
                .Select(static item => item.Point)
                .Concat(Ends())
                .Concat(OtherAnswers(answer, taking.Operation))
                .ToArray();
            if ((_flow.From(point, barriers, failure).Contains(end)
                    || (IsInFinally(taking.Operation) && _flow.From(point, barriers, failure, throughExceptions: true).Contains(end)))
                && !IsGuarded(taking.Operation, failure))
            {
                return taking.Operation;
            }
        }

        return null;
    }

    /// <summary>
    /// True when every use of the answer is one that is understood: a condition, or a line for a log. False for what always takes the
    /// mutex, for a result that nobody looks at, and for one that goes elsewhere.
    /// </summary>
    /// <param name="taking">The creation or wait.</param>
    /// <param name="answer">The variable that keeps the answer; null for one that is asked on the spot.</param>
    private bool IsAnswered(LockEvent taking, out ISymbol? answer)
    {
        answer = null;
        switch (taking.Operation)
        {
            case IObjectCreationOperation creation
                when NamedPrimitives.Of(_model).Of(creation, _cancellationToken) is { IsUnnamed: false, NameArgument: not null } mutex:
                answer = VariableOf(mutex.CreatedNew?.Value);
                return answer is not null && IsOnlyAsked(answer);
            case IInvocationOperation wait when taking.Action == LockAction.TryAcquire && LockUse.Of(wait) is { Kind: LockKind.Mutex }:
                IOperation? target = Destination.Target(IsNegated(wait) ? wait.Parent! : wait);
                answer = target is IVariableDeclaratorOperation { Symbol: var local } ? local : VariableOf(target);
                return IsPlain(wait) || (answer is not null && IsOnlyAsked(answer));
            default:
                return false;
        }
    }

    private static bool IsNegated(IOperation wait) => wait.Parent is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };

    private static ISymbol? VariableOf(IOperation? target) => target switch
    {
        IDeclarationExpressionOperation { Expression: var declared } => VariableOf(declared),
        ILocalReferenceOperation { Local: var local } => local,
        IFieldReferenceOperation { Field: var field } => field,
        _ => null,
    };

    private bool IsOnlyAsked(ISymbol variable)
    {
        List<IOperation> reads = ReferencesTo(variable).Where(static reference => !IsWritten(reference)).ToList();
        return reads.Count > 0 && reads.TrueForAll(IsPlain);
    }

    private IEnumerable<IOperation> ReferencesTo(ISymbol variable) => LocalAssignments.Outermost(_body).Descendants()
        .Where(operation => SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable)
            && operation is not IDeclarationExpressionOperation);

    /// <summary>Where the variable gets another value, except false: `catch (AbandonedMutexException) { owned = true; }`.</summary>
    private IEnumerable<FlowPoint> OtherAnswers(ISymbol? answer, IOperation taking) => answer is null
        ? Enumerable.Empty<FlowPoint>()
        : ReferencesTo(answer)
            .Where(reference => IsWritten(reference)
                && !reference.Parent!.Syntax.Span.Contains(taking.Syntax.Span)
                && !taking.Syntax.Span.Contains(reference.Syntax.Span)
                && reference.Parent is not ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: false } })
            .Select(reference => _flow.PointOf(reference.Parent!))
            .OfType<FlowPoint>();

    private static bool IsWritten(IOperation reference) =>
        reference.Parent is IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }
        || (reference.Parent is IAssignmentOperation assignment && assignment.Target == reference);

    /// <summary>True for a value that a condition of this body asks, alone or with others, or that only a log gets.</summary>
    private static bool IsPlain(IOperation value)
    {
        for (IOperation child = value; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation choice:
                    return choice.Condition == child;
                case IInvocationOperation call when KnownNames.LogWords.Has(call.TargetMethod.Name):
                    return true;
                case IUnaryOperation or IBinaryOperation or IIsPatternOperation or IConversionOperation or IParenthesizedOperation
                    or IInterpolationOperation or IInterpolatedStringOperation or IArgumentOperation:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>
    /// True for a release that exceptions of the way without the mutex come to: in the `finally` of the `try` that has the taking, or of
    /// any where the mutex is made. A wait before a `try` may also end in a catch of AbandonedMutexException, and that has taken it.
    /// </summary>
    private bool IsInFinally(IOperation taking)
    {
        for (IOperation inner = _release; inner != _body && inner.Parent is { } outer; inner = outer)
        {
            if (outer is ITryOperation attempt && attempt.Finally == inner)
            {
                return taking is IObjectCreationOperation || attempt.Body.Syntax.Span.Contains(taking.Syntax.Span);
            }
        }

        return false;
    }

    /// <summary>True where a condition around the release, and not around the taking, may know what became of the taking.</summary>
    private bool IsGuarded(IOperation taking, Func<IOperation, bool?> failure) => ControlFlow.BranchesRound(_release).Any(branch =>
        !branch.Parent!.Syntax.Span.Contains(taking.Syntax.Span)
        && !(branch.Parent is IConditionalOperation choice && (failure(choice.Condition) is not null || AsksForNull(choice.Condition)))
        && branch.Parent is not IConditionalAccessOperation);

    private static bool AsksForNull(IOperation condition) => ValueOrigin.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } comparison => ValueOrigin.IsNull(comparison.RightOperand),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } =>
            ValueOrigin.IsNull(constant.Value),
        _ => false,
    };

    /// <summary>Calls after which the body does not continue: those that end the process, themselves or in what they call.</summary>
    private IEnumerable<FlowPoint> Ends() => ControlFlow.OperationsOf(_body)
        .OfType<IInvocationOperation>()
        .Where(call => IsEnd(call.TargetMethod)
            || (CallTargets.Of(_model).One(call, _cancellationToken) is { } target
                && ControlFlow.OperationsOf(target.Body).Any(static operation =>
                    operation is IInvocationOperation { TargetMethod: var method } && IsEnd(method))))
        .Select(call => _flow.PointOf(call))
        .OfType<FlowPoint>();

    private static bool IsEnd(IMethodSymbol method) =>
        Signals.EndsProcess(method) || KnownNames.ProgramEnds.Has(method.Name) || method.HasAttribute(DoesNotReturn);

    /// <summary>What the message says of the way without the mutex.</summary>
    public static string Way(IOperation taking)
    {
        IOperation? given = (taking as IObjectCreationOperation)?.Arguments
            .FirstOrDefault(static argument => argument.Parameter?.Name == CreatedNew)?.Value;
        string answer = given switch
        {
            null => taking.Syntax.ToString(),
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } => local.Name,
            _ => given.Syntax.ToString(),
        };
        return $"'{Sites.OneLine(answer)}' is false";
    }
}
