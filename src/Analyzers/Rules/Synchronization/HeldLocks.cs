using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Where the thread-owned locks of one body are held. What it calls counts one level deep: a method that takes a lock and leaves
/// it taken, one that releases it, and an object whose Dispose does.
/// </summary>
internal sealed class HeldLocks
{
    private readonly IOperation _outermost;
    private readonly BodyFlow _flow;
    private readonly ValueOrigin _origin;
    private readonly LocalAssignments _assignments;
    private readonly Func<IMethodSymbol, IOperation?> _calledBody;
    private readonly List<(LockEvent Event, FlowPoint Point)> _events = new();

    /// <param name="body">A whole body, lambda or local function.</param>
    /// <param name="flow">Its control flow.</param>
    /// <param name="calledBody">The body of a method of this compilation that may have to do with locks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public HeldLocks(IOperation body, BodyFlow flow, Func<IMethodSymbol, IOperation?> calledBody, CancellationToken cancellationToken)
    {
        _outermost = LocalAssignments.Outermost(body);
        _flow = flow;
        _origin =
            new ValueOrigin(_outermost.SemanticModel?.GetDeclaredSymbol(_outermost.Syntax, cancellationToken) as IMethodSymbol, _outermost);
        _assignments = new LocalAssignments(_outermost);
        _calledBody = calledBody;
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
            KnownNames.CompletedTasks.Has(call.TargetMethod.Name) && IsTask(call.TargetMethod.ContainingType),
        IPropertyReferenceOperation { Instance: null } property =>
            KnownNames.CompletedTasks.Has(property.Property.Name) && IsTask(property.Property.ContainingType),
        IDefaultValueOperation => true,
        _ => false,
    };

    private static bool IsTask(ITypeSymbol type) => type.Is(KnownTypes.Task) || type.Is("System.Threading.Tasks.ValueTask");

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
        else if (operation is IInvocationOperation call && BodyOf(call) is { } body)
        {
            ReadCall(call, body);
        }
        else if (operation is IAwaitOperation && LambdaOf(operation) is { } lambda)
        {
            ReadAwaited(operation, lambda);
        }
    }

    /// <summary>A call of a method that takes locks and leaves them taken, or releases locks that its caller has taken.</summary>
    private void ReadCall(IInvocationOperation call, IOperation body)
    {
        ImmutableArray<LockEvent> events = EventsOf(call.TargetMethod, body);
        foreach (LockEvent inner in events)
        {
            bool isPaired = inner.Takes
                ? events.Any(other => other.Releases(inner))
                : events.Any(other => other.Takes && inner.Releases(other));
            if (!isPaired && Translate(inner.Key, call) is { } key)
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
        && IsTask(method.ContainingType)
            ? ValueOrigin.Unwrap(arguments[0].Value) as IAnonymousFunctionOperation
            : null;

    /// <summary>`using (TakeLock())` and `using (new LockScope(_lock))`: taken there, released by the disposal.</summary>
    private void ReadScope(IOperation made, SyntaxNode resource)
    {
        foreach (LockEvent inner in LeftTaken(made, mayCreate: true, out ITypeSymbol? scope, out ImmutableArray<LockEvent> released)
            .Take(1))
        {
            bool isReleased = released.Any(release => release.IsLike(inner.Kind, inner.Mode))
                || (scope is not null && DisposeOf(scope) is { } dispose && _calledBody(dispose.OriginalDefinition) is { } body
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
        IMethodSymbol? method = (made as IInvocationOperation)?.TargetMethod ?? (made as IObjectCreationOperation)?.Constructor;
        scope = made.Type;
        if (method is null || BodyOf(method) is not { } body)
        {
            return ImmutableArray<LockEvent>.Empty;
        }

        ImmutableArray<LockEvent> events = EventsOf(method, body);
        ImmutableArray<LockEvent> left = events.Where(taken => taken.Takes && !events.Any(other => other.Releases(taken)))
            .ToImmutableArray();
        IObjectCreationOperation? returned = ControlFlow.OperationsOf(body)
            .OfType<IReturnOperation>()
            .Select(static result => result.ReturnedValue is { } value ? ValueOrigin.Unwrap(value) as IObjectCreationOperation : null)
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

    private static IMethodSymbol? DisposeOf(ITypeSymbol type) =>
        type.GetMembers("Dispose").Concat(type.GetMembers("DisposeAsync"))
            .OfType<IMethodSymbol>()
            .FirstOrDefault(static method => method.Parameters.IsEmpty);

    private static ImmutableArray<LockEvent> EventsOf(IMethodSymbol method, IOperation body)
    {
        ValueOrigin origin = new(method, body);
        return ControlFlow.OperationsOf(body).Select(operation => LockEvent.Of(operation, origin)).OfType<LockEvent>().ToImmutableArray();
    }

    /// <summary>The body of the method that is named; null where an override may run in its place.</summary>
    private IOperation? BodyOf(IInvocationOperation call) =>
        call.IsVirtual && !(call.TargetMethod.IsSealed || call.TargetMethod.ContainingType.IsSealed) ? null : BodyOf(call.TargetMethod);

    private IOperation? BodyOf(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.IsEmpty || method.IsAsync ? null
        : method.MethodKind == MethodKind.LocalFunction
        ? _outermost.Descendants()
            .OfType<ILocalFunctionOperation>()
            .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method.OriginalDefinition))
        : _calledBody(method.OriginalDefinition);

    /// <summary>What the callee's lock is here: the same static, a member of the same object, or an argument.</summary>
    private object? Translate(object key, IInvocationOperation call) => key switch
    {
        Value.StaticValue or Value.TypeValue or Value.TextValue => key,
        Value.ParameterValue { Ordinal: var ordinal } =>
            LockEvent.KeyOf(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value, _origin),
        Value => call.Instance is null or IInstanceReferenceOperation ? key : null,
        ILocalSymbol local => IsOutside(local, call.TargetMethod) ? local : null,
        _ => null,
    };

    /// <summary>True for a variable that a local function captured.</summary>
    private static bool IsOutside(ILocalSymbol local, IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, method);

    /// <summary>The node that the disposal of a `using` resource bears, when the value is one.</summary>
    private static SyntaxNode? Resource(IOperation value)
    {
        IOperation outer = value;
        while (outer.Parent is IConversionOperation or IParenthesizedOperation)
        {
            outer = outer.Parent;
        }

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
