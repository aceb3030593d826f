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
                    && EventsOf(dispose, body, calls: 1).Any(release => !release.Takes && release.IsLike(inner.Kind, inner.Mode)));
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
        if (TargetOf(made) is not { Method: { IsAsync: false } method, Body: var body })
        {
            return ImmutableArray<LockEvent>.Empty;
        }

        ImmutableArray<LockEvent> events = EventsOf(method, body, calls: 1);
        ImmutableArray<LockEvent> left = events.Where(taken => taken.Takes && !events.Any(other => other.Releases(taken)))
            .ToImmutableArray();
        IObjectCreationOperation? returned = ControlFlow.ReturnsOf(body)
            .Select(static result => CreationOf(ValueOrigin.Unwrap(result.ReturnedValue!)))
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

    /// <summary>The creation of a returned object, also of one that a local of its own holds.</summary>
    private static IObjectCreationOperation? CreationOf(IOperation value) => value as IObjectCreationOperation
        ?? (value is ILocalReferenceOperation { Local: var local } && LocalAssignments.Single(local, value) is { } made
            ? ValueOrigin.Unwrap(made) as IObjectCreationOperation
            : null);

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
}
