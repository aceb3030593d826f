using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <content>Objects whose disposal releases what their making took.</content>
internal sealed partial class CriticalSections
{
    /// <summary>
    /// `using (TakeLock())` and `using (new LockScope(_lock))`: taken there, released by the disposal. False for anything else.
    /// </summary>
    private bool ReadScope(IOperation made, ImmutableArray<CallTarget> targets)
    {
        LockEvent? taken = LeftTaken(made, targets, mayCreate: true, out ITypeSymbol? scope, out ImmutableArray<LockEvent> released)
            .FirstOrDefault();
        if (taken is null || !IsReleased(taken, scope, released))
        {
            return false;
        }

        List<FlowPoint> ends = EndsOf(made).OfType<FlowPoint>().ToList();
        object key = new();
        if (ends.Count > 0)
        {
            Add(taken with { Operation = made, Key = key, Target = null }, _flow.PointOf(made));
        }

        foreach (FlowPoint end in ends)
        {
            Add(taken with { Operation = made, Action = LockAction.Release, Key = key, Target = null }, end);
        }

        return ends.Count > 0;
    }

    private bool IsReleased(LockEvent taken, ITypeSymbol? scope, ImmutableArray<LockEvent> released) =>
        released.Any(release => release.IsLike(taken.Kind, taken.Mode))
        || (scope is INamedTypeSymbol type
            && (Dispatch.FindDispose(type) ?? Dispatch.FindDispose(type, isAsynchronous: true)) is { } dispose
            && _bodies.Of(dispose.OriginalDefinition, _cancellationToken) is { } body
            && EventsOf(dispose, body, calls: 1).Any(release => !release.Takes && release.IsLike(taken.Kind, taken.Mode)));

    /// <summary>Where the object is disposed of: by a `using` of it or of a variable that holds it, or by a call.</summary>
    private IEnumerable<FlowPoint?> EndsOf(IOperation made)
    {
        if (Resource(made) is { } resource)
        {
            yield return _flow.DisposalOf(resource);
            yield break;
        }

        ValueUses uses = ValueUses.Of(ValueUses.HandedOut(made));
        foreach (IVariableDeclaratorOperation declarator in ControlFlow.OperationsOf(_body).OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.Parent?.Parent?.Parent is IUsingOperation or IUsingDeclarationOperation
                && uses.Locals.Contains(declarator.Symbol, SymbolEqualityComparer.Default))
            {
                yield return _flow.DisposalOf(declarator.Syntax);
            }
        }

        foreach (IOperation use in uses.Uses)
        {
            yield return use.Parent switch
            {
                IUsingOperation scope when scope.Resources == use => _flow.DisposalOf(use.Syntax),
                IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync" } call when call.Instance == use =>
                    _flow.PointOf(call),
                _ => null,
            };
        }
    }

    /// <summary>
    /// The locks that a call or constructor leaves taken, with the type of the object that stands for them and what its lambdas release.
    /// </summary>
    private ImmutableArray<LockEvent> LeftTaken(
        IOperation made,
        ImmutableArray<CallTarget> targets,
        bool mayCreate,
        out ITypeSymbol? scope,
        out ImmutableArray<LockEvent> released)
    {
        released = ImmutableArray<LockEvent>.Empty;
        scope = made.Type;
        if (targets.Length != 1 || targets[0] is not { Method: { IsAsync: false } method, Body: var body })
        {
            return ImmutableArray<LockEvent>.Empty;
        }

        ImmutableArray<LockEvent> events = EventsOf(method, body, calls: 1);
        ImmutableArray<LockEvent> left = events.Where(taken => taken.Takes && !events.Any(other => other.Releases(taken)))
            .ToImmutableArray();
        IObjectCreationOperation? returned = ControlFlow.ReturnsOf(body)
            .Select(static result => CreationOf(ValueOrigin.Unwrap(result)))
            .FirstOrDefault(static creation => creation is not null);
        if (left.IsEmpty && mayCreate && returned is not null)
        {
            return LeftTaken(returned, TargetsOf(returned), mayCreate: false, out scope, out released);
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

    /// <summary>The creation of a returned object, also of one that a local of its own holds.</summary>
    private static IObjectCreationOperation? CreationOf(IOperation value) => value as IObjectCreationOperation
        ?? (value is ILocalReferenceOperation { Local: var local } && LocalAssignments.Single(local, value) is { } made
            ? ValueOrigin.Unwrap(made) as IObjectCreationOperation
            : null);

    /// <summary>The node that the disposal of a `using` resource bears, when the value is one.</summary>
    private static SyntaxNode? Resource(IOperation value) =>
        Destination.Using(value) is null ? null : (Destination.Target(value) ?? value).Syntax;
}
