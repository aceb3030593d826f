using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Where the thread-owned locks of one body are held. What it calls counts too: a method that takes a lock and leaves it taken, one
/// that releases it, and an object whose Dispose does.
/// </summary>
internal sealed partial class CriticalSections
{
    private readonly IOperation _body;
    private readonly BodyFlow _flow;
    private readonly ValueOrigin _origin;
    private readonly LocalAssignments _assignments;
    private readonly CallTargets _targets;
    private readonly LockBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly List<(LockEvent Event, FlowPoint Point)> _events = new();
    private readonly List<(SyntaxNode Await, LockEvent Release)> _releasedInAwaited = new();

    /// <param name="body">A whole body, lambda or local function.</param>
    /// <param name="flow">Its control flow.</param>
    /// <param name="model">Tells which bodies its calls run, and which of these may have to do with locks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public CriticalSections(IOperation body, BodyFlow flow, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation outermost = LocalAssignments.Outermost(body);
        _flow = flow;
        _origin =
            new ValueOrigin(outermost.SemanticModel?.GetDeclaredSymbol(outermost.Syntax, cancellationToken) as IMethodSymbol, outermost);
        _assignments = new LocalAssignments(outermost);
        (_targets, _bodies, _cancellationToken) = (CallTargets.Of(model), LockBodies.Of(model), cancellationToken);
        _body = body;
        foreach (IOperation operation in ControlFlow.OperationsOf(body))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(operation);
        }
    }

    /// <summary>What the body does to locks, itself and by what it calls, each with its place in the flow.</summary>
    public IReadOnlyList<(LockEvent Event, FlowPoint Point)> Events => _events;

    /// <summary>
    /// Each taking of a lock that is held where the body awaits or yields, and is released after that; with the first such place.
    /// </summary>
    public IEnumerable<(LockEvent Taken, IOperation Suspension)> AcrossSuspensions()
    {
        List<(IOperation Operation, FlowPoint Point)> suspensions = _events.Any(static item => item.Event.Takes)
            ? _flow.Operations.Where(static item => IsSuspension(item.Operation)).ToList()
            : new();
        foreach ((LockEvent taken, FlowPoint from) in _events.Where(item => item.Event.Takes && suspensions.Count > 0))
        {
            FlowPoint[] releases = _events.Where(item => item.Event.Releases(taken)).Select(static item => item.Point).ToArray();
            FlowPoint[] takings = _events.Where(item => item.Event.Takes
                    && item.Event.Key.Equals(taken.Key)
                    && item.Event.IsLike(taken.Kind, taken.Mode))
                .Select(static item => item.Point)
                .ToArray();
            SyntaxNode[] releasing = _releasedInAwaited.Where(item => item.Release.Releases(taken))
                .Select(static item => item.Await)
                .ToArray();
            if (releases.Length + releasing.Length == 0)
            {
                continue;
            }

            Func<IOperation, bool?> success = taken.Success(_assignments);
            FlowReach held = _flow.From(from, releases, success, throughExceptions: true);
            foreach ((IOperation suspension, FlowPoint point) in suspensions)
            {
                if (held.Contains(point)
                    && (releasing.Contains(suspension.Syntax)
                        || releases.Any(release => _flow.From(point, takings, success).Contains(release))))
                {
                    yield return (taken, suspension);
                    break;
                }
            }
        }
    }

    private static bool IsSuspension(IOperation operation) => operation switch
    {
        IAwaitOperation awaited => !IsCompleted(awaited.Operation),
        _ => operation is IReturnOperation { Kind: OperationKind.YieldReturn },
    };

    /// <summary>True for a task that is completed when it is made: its await continues at once, on the same thread.</summary>
    private static bool IsCompleted(IOperation task) => ValueOrigin.Unwrap(task) switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => IsCompleted(configured),
        IInvocationOperation { TargetMethod.IsStatic: true } call =>
            KnownNames.CompletedTasks.Has(call.TargetMethod.Name) && TaskUse.IsTask(call.TargetMethod.ContainingType),
        IPropertyReferenceOperation { Instance: null } property =>
            KnownNames.CompletedTasks.Has(property.Property.Name) && TaskUse.IsTask(property.Property.ContainingType),
        IDefaultValueOperation => true,
        _ => false,
    };

    private void Read(IOperation operation)
    {
        if (LockEvent.Of(operation, _origin) is { } own)
        {
            Add(own, _flow.PointOf(operation));
        }
        else if (operation is IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation
            && TargetsOf(operation) is { IsEmpty: false } targets
            && !ReadScope(operation, targets))
        {
            ReadCall(operation, targets);
        }
        else if (operation is IAwaitOperation awaited && TaskUse.WorkOf(TaskUse.Awaited(awaited)) is { } lambda)
        {
            ReadAwaited(awaited, lambda);
        }
    }

    /// <summary>A call of code that takes locks and leaves them taken, or releases locks that its caller has taken.</summary>
    private void ReadCall(IOperation call, ImmutableArray<CallTarget> targets)
    {
        foreach (LockEvent left in LeftByEach(targets, new(_body, _origin), Budgets.LockCalls))
        {
            if (!targets[0].Method.IsAsync)
            {
                Add(left with { Operation = call }, _flow.PointOf(call));
            }
            else if (!left.Takes && TaskUse.WaitOn(call) is IAwaitOperation awaited && IsAfterAwait(left.Operation, targets[0].Body))
            {
                _releasedInAwaited.Add((awaited.Syntax, left));
            }
        }
    }

    /// <summary>What each of the bodies that a call may run takes or releases.</summary>
    private IEnumerable<LockEvent> LeftByEach(ImmutableArray<CallTarget> targets, Caller caller, int calls)
    {
        List<List<LockEvent>> others = targets.Skip(1).Select(target => LeftBy(target, caller, calls).ToList()).ToList();
        return LeftBy(targets[0], caller, calls).Where(left => others.TrueForAll(other => other.Exists(same =>
            same.Takes == left.Takes && same.Key.Equals(left.Key) && same.IsLike(left.Kind, left.Mode))));
    }

    /// <summary>What a call takes or releases without the counterpart, as its caller knows the locks.</summary>
    private IEnumerable<LockEvent> LeftBy(CallTarget target, Caller caller, int calls)
    {
        ImmutableArray<LockEvent> events = EventsOf(target.Method, target.Body, calls);
        foreach (LockEvent inner in events)
        {
            bool isPaired = inner.Takes
                ? events.Any(other => other.Releases(inner))
                : events.Any(other => other.Takes && inner.Releases(other));
            if (!isPaired && Translate(inner.Key, target, caller) is { } key)
            {
                yield return inner with { Key = key, Target = null };
            }
        }
    }

    private static bool IsAfterAwait(IOperation release, IOperation body) =>
        ControlFlow.OperationsOf(body).Any(operation => operation.Syntax.Span.End <= release.Syntax.SpanStart
            && (IsSuspension(operation)
                || operation is IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true }));

    /// <summary>
    /// `await Task.Run(() => mutex.WaitOne())`: a thread of the pool takes the lock, and whatever thread continues does not have it.
    /// </summary>
    private void ReadAwaited(IAwaitOperation awaited, IAnonymousFunctionOperation lambda)
    {
        List<LockEvent> events = ControlFlow.OperationsOf(lambda)
            .Select(operation => LockEvent.Of(operation, _origin))
            .OfType<LockEvent>()
            .ToList();
        foreach (LockEvent taken in events.Where(taken => taken.Takes && !events.Any(other => other.Releases(taken))))
        {
            Add(taken with { Target = null }, _flow.PointOf(awaited.Operation));
        }
    }

    /// <summary>What some code does to thread-owned locks itself, and by what it calls.</summary>
    private ImmutableArray<LockEvent> EventsOf(IMethodSymbol method, IOperation body, int calls)
    {
        ValueOrigin origin = new(method, body);
        ImmutableArray<LockEvent>.Builder events = ImmutableArray.CreateBuilder<LockEvent>();
        foreach (IOperation operation in ControlFlow.OperationsOf(body))
        {
            if (LockEvent.Of(operation, origin) is { } own)
            {
                events.Add(own);
            }
            else if (calls > 1
                && operation is IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation
                && TargetsOf(operation) is { IsEmpty: false } targets
                && !targets[0].Method.IsAsync)
            {
                events.AddRange(LeftByEach(targets, new(body, origin), calls - 1).Select(left => left with { Operation = operation }));
            }
        }

        return events.ToImmutable();
    }

    /// <summary>
    /// The bodies of which a call runs one before it continues, all of them; none where that is not known, or has nothing to do with locks.
    /// </summary>
    private ImmutableArray<CallTarget> TargetsOf(IOperation call)
    {
        // Words first: most methods have none of them, and need not be bound.
        if (_targets.MethodOf(call, _cancellationToken) is { MethodKind: not MethodKind.LocalFunction } method)
        {
            return method is { DeclaringSyntaxReferences.IsEmpty: false } && _bodies.Of(method, call, _cancellationToken) is { } body
                ? ImmutableArray.Create(new CallTarget(method, body, call))
                : ImmutableArray<CallTarget>.Empty;
        }

        return _targets.Of(call, _cancellationToken);
    }

    private void Add(LockEvent item, FlowPoint? point)
    {
        if (point is { } place)
        {
            _events.Add((item, place));
        }
    }
}
