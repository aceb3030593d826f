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
/// Where the thread-owned locks of one body are held. What it calls counts one level deep: a method that takes a lock and leaves
/// it taken, one that releases it, and an object whose Dispose does.
/// </summary>
internal sealed class CriticalSections
{
    private static readonly string[] CompletedTasks = { "CompletedTask", "FromResult", "FromException", "FromCanceled" };

    private readonly BodyFlow _flow;
    private readonly ValueOrigin _origin;
    private readonly LocalAssignments _assignments;
    private readonly CallTargets _targets;
    private readonly LockBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly List<(LockEvent Event, FlowPoint Point)> _events = new();

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
        foreach (IOperation operation in ControlFlow.OperationsOf(body))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(operation);
        }
    }

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
            if (releases.Length == 0)
            {
                continue;
            }

            Func<IOperation, bool?> success = taken.Success(_assignments);
            FlowReach held = _flow.From(from, releases, success, throughExceptions: true);
            foreach ((IOperation suspension, FlowPoint point) in suspensions)
            {
                if (held.Contains(point) && releases.Any(release => _flow.From(point, takings, success).Contains(release)))
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

    /// <summary>True for a task that is completed when it is made: its await goes on at once, on the same thread.</summary>
    private static bool IsCompleted(IOperation task) => ValueOrigin.Unwrap(task) switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => IsCompleted(configured),
        IInvocationOperation { TargetMethod.IsStatic: true } call =>
            CompletedTasks.Contains(call.TargetMethod.Name) && TaskUse.IsTask(call.TargetMethod.ContainingType),
        IPropertyReferenceOperation { Instance: null } property =>
            CompletedTasks.Contains(property.Property.Name) && TaskUse.IsTask(property.Property.ContainingType),
        IDefaultValueOperation => true,
        _ => false,
    };

    private void Read(IOperation operation)
    {
        if (LockEvent.Of(operation, _origin) is { } own)
        {
            Add(own, _flow.PointOf(operation));
        }
        else if (operation is IInvocationOperation or IObjectCreationOperation && Resource(operation) is { } resource)
        {
            ReadScope(operation, resource);
        }
        else if (operation is IInvocationOperation call && TargetOf(call) is { } target)
        {
            ReadCall(call, target);
        }
        else if (operation is IAwaitOperation && LambdaOf(operation) is { } lambda)
        {
            ReadAwaited(operation, lambda);
        }
    }

    /// <summary>A call of a method that takes locks and leaves them taken, or releases locks that its caller has taken.</summary>
    private void ReadCall(IInvocationOperation call, CallTarget target)
    {
        ImmutableArray<LockEvent> events = EventsOf(target.Method, target.Body);
        foreach (LockEvent inner in events)
        {
            bool isPaired = inner.Takes
                ? events.Any(other => other.Releases(inner))
                : events.Any(other => other.Takes && inner.Releases(other));
            if (!isPaired && Translate(inner.Key, target) is { } key)
            {
                Add(inner with { Operation = call, Key = key, Target = null }, _flow.PointOf(call));
            }
        }
    }

    /// <summary>
    /// `await Task.Run(() => mutex.WaitOne())`: a thread of the pool takes the lock, and whatever thread goes on has it not.
    /// </summary>
    private void ReadAwaited(IOperation awaited, IAnonymousFunctionOperation lambda)
    {
        List<LockEvent> events = ControlFlow.OperationsOf(lambda)
            .Select(operation => LockEvent.Of(operation, _origin))
            .OfType<LockEvent>()
            .ToList();
        IOperation handed = ((IAwaitOperation)awaited).Operation;
        foreach (LockEvent taken in events.Where(taken => taken.Takes && !events.Any(other => other.Releases(taken))))
        {
            Add(taken with { Target = null }, _flow.PointOf(handed));
        }
    }

    /// <summary>The lambda that Task.Run, or what is made like it, runs while the body awaits it.</summary>
    private static IAnonymousFunctionOperation? LambdaOf(IOperation awaited) =>
        ValueOrigin.Unwrap(((IAwaitOperation)awaited).Operation) is IInvocationOperation
        {
            TargetMethod: { Name: "Run", IsStatic: true } method,
            Arguments: { Length: > 0 } arguments,
        }
        && TaskUse.IsTask(method.ContainingType)
            ? ValueOrigin.Unwrap(arguments[0].Value) as IAnonymousFunctionOperation
            : null;

    /// <summary>`using (TakeLock())` and `using (new LockScope(_lock))`: taken there, released by the disposal.</summary>
    private void ReadScope(IOperation made, SyntaxNode resource)
    {
        foreach (LockEvent inner in LeftTaken(made, mayCreate: true, out ITypeSymbol? scope, out ImmutableArray<LockEvent> released)
            .Take(1))
        {
            bool isReleased = released.Any(release => release.IsLike(inner.Kind, inner.Mode))
                || (scope is INamedTypeSymbol type
                    && (Dispatch.FindDispose(type) ?? Dispatch.FindDispose(type, isAsynchronous: true)) is { } dispose
                    && _bodies.Of(dispose.OriginalDefinition, _cancellationToken) is { } body
                    && EventsOf(dispose, body).Any(release => !release.Takes && release.IsLike(inner.Kind, inner.Mode)));
            if (isReleased)
            {
                object key = new();
                Add(inner with { Operation = made, Key = key, Target = null }, _flow.PointOf(made));
                Add(inner with { Operation = made, Action = LockAction.Release, Key = key, Target = null }, _flow.DisposalOf(resource));
            }
        }
    }

    /// <summary>
    /// The locks that a call or constructor leaves taken, with the type of the object that stands for them and what its lambdas release.
    /// </summary>
    private ImmutableArray<LockEvent> LeftTaken(
        IOperation made,
        bool mayCreate,
        out ITypeSymbol? scope,
        out ImmutableArray<LockEvent> released)
    {
        released = ImmutableArray<LockEvent>.Empty;
        scope = made.Type;
        if (TargetOf(made) is not { Method: var method, Body: var body })
        {
            return ImmutableArray<LockEvent>.Empty;
        }

        ImmutableArray<LockEvent> events = EventsOf(method, body);
        ImmutableArray<LockEvent> left = events.Where(taken => taken.Takes && !events.Any(other => other.Releases(taken)))
            .ToImmutableArray();
        IObjectCreationOperation? returned = ControlFlow.ReturnsOf(body)
            .Select(static result => ValueOrigin.Unwrap(result.ReturnedValue!) as IObjectCreationOperation)
            .FirstOrDefault(static creation => creation is not null);
        if (left.IsEmpty && mayCreate && returned is not null)
        {
            return LeftTaken(returned, mayCreate: false, out scope, out released);
        }

        scope = returned?.Type ?? scope;
        ValueOrigin origin = new(method, body);
        released = body.Descendants()
            .Select(operation => LockEvent.Of(operation, origin))
            .OfType<LockEvent>()
            .Where(static inner => !inner.Takes)
            .ToImmutableArray();
        return left;
    }

    private static ImmutableArray<LockEvent> EventsOf(IMethodSymbol method, IOperation body)
    {
        ValueOrigin origin = new(method, body);
        return ControlFlow.OperationsOf(body).Select(operation => LockEvent.Of(operation, origin)).OfType<LockEvent>().ToImmutableArray();
    }

    /// <summary>The body that a call runs before it goes on, where that may have to do with locks; null where another may run.</summary>
    private CallTarget? TargetOf(IOperation call)
    {
        // Words first: most methods have none of them, and need not be bound.
        if (_targets.MethodOf(call, _cancellationToken) is { MethodKind: not MethodKind.LocalFunction } method)
        {
            return method is { IsAsync: false, DeclaringSyntaxReferences.IsEmpty: false }
                && _bodies.Of(method, _cancellationToken) is { } body
                    ? new CallTarget(method, body, call)
                    : null;
        }

        return _targets.One(call, _cancellationToken) is { Method.IsAsync: false } inner ? inner : null;
    }

    /// <summary>What the callee's lock is here: the same static, a member of the same object, or an argument.</summary>
    private object? Translate(object key, CallTarget target) => key switch
    {
        Value.StaticValue or Value.TypeValue or Value.TextValue => key,
        Value.ParameterValue { Ordinal: var ordinal } => ordinal < target.Method.Parameters.Length
            ? LockEvent.KeyOf(target.ValueOf(target.Method.Parameters[ordinal]), _origin)
            : null,
        Value => IsInner(target.Method) || target.Receiver is null or IInstanceReferenceOperation ? key : null,
        ILocalSymbol local => IsInner(target.Method) && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, target.Method)
            ? local
            : null,
        _ => null,
    };

    /// <summary>True for a local function or lambda, which has the `this` and the locals of the code round it.</summary>
    private static bool IsInner(IMethodSymbol method) => method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction;

    /// <summary>The node that the disposal of a `using` resource bears, when the value is one.</summary>
    private static SyntaxNode? Resource(IOperation value)
    {
        IOperation outer = Destination.Whole(value);

        return outer.Parent switch
        {
            IUsingOperation statement when statement.Resources == outer => value.Syntax,
            IVariableInitializerOperation
            {
                Parent: IVariableDeclaratorOperation
                {
                    Parent.Parent: IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation },
                } declarator,
            } => declarator.Syntax,
            _ => null,
        };
    }

    private void Add(LockEvent item, FlowPoint? point)
    {
        if (point is { } place)
        {
            _events.Add((item, place));
        }
    }
}
