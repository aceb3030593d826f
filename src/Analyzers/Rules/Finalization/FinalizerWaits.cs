using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Which waits stop the finalizer thread.</summary>
internal sealed class FinalizerWaits
{
    private readonly Lifetimes _lifetimes;
    private readonly MemberHistories _histories;
    private readonly ValueSources _sources;
    private readonly Callers _callers;

    private FinalizerWaits(Lifetimes lifetimes, MemberHistories histories, ValueSources sources, Callers callers)
    {
        _lifetimes = lifetimes;
        _histories = histories;
        _sources = sources;
        _callers = callers;
    }

    public static FinalizerWaits Of(ProcessModel model) =>
        model.Get(static model => new FinalizerWaits(
            Lifetimes.Of(model),
            MemberHistories.Of(model),
            ValueSources.Of(model),
            Callers.Of(model)));

    /// <summary>The paths to waits that PSAFE203 reports.</summary>
    public IEnumerable<CallPath> In(ImmutableArray<CallPath> paths, CancellationToken cancellationToken) =>
        paths.Where(path => !path.OnlyWhileRunning && path.Fact switch
        {
            Spun => true,
            Waited wait => Counts(wait.Condition, path.Subject, cancellationToken),
            _ => false,
        });

    private bool Counts(ApiReceiver condition, Value receiver, CancellationToken cancellationToken) =>
        condition switch
        {
            ApiReceiver.Shared => IsHandedIn(receiver, cancellationToken),
            ApiReceiver.OtherThread => !IsThreadOfItsOwner(receiver, cancellationToken),
            ApiReceiver.Bounded => IsBounded(receiver, cancellationToken),
            _ => true,
        };

    /// <summary>True when the value is proved shared, or a member of the dying object that a parameter was assigned to.</summary>
    private bool IsHandedIn(Value value, CancellationToken cancellationToken) =>
        _lifetimes.Of(value, cancellationToken) switch
        {
            Lifetime.ProvedShared => true,
            Lifetime.Shared when value is Value.MemberValue { Member: IParameterSymbol } => true,
            Lifetime.Shared when value is Value.MemberValue { Member: var member } =>
                _histories.Assigned(member, cancellationToken).Any(static assigned => assigned is IParameterReferenceOperation),
            _ => false,
        };

    /// <summary>
    /// True for a thread that runs code of the object that keeps it: while it runs, it keeps that object from being finalized.
    /// </summary>
    private bool IsThreadOfItsOwner(Value thread, CancellationToken cancellationToken) =>
        thread is Value.MemberValue { Owner: Value.ThisValue, Member: var member }
        && _histories.Assigned(member, cancellationToken).ToList() is { Count: > 0 } assigned
        && assigned.All(static value => value is { ConstantValue: { HasValue: true, Value: null } }
            || (value is IObjectCreationOperation
                && value.Descendants()
                    .Any(static part =>
                        part is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })));

    /// <summary>True when one of the creations that are seen to get into the member is given a number.</summary>
    private bool IsBounded(Value receiver, CancellationToken cancellationToken) =>
        SharedMember.Of(receiver) is { } member
        && Origins(member, cancellationToken)
            .OfType<IObjectCreationOperation>()
            .Any(static creation => creation.Arguments.Any(static argument =>
                argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type.SpecialType: SpecialType.System_Int32 }));

    private IEnumerable<IOperation> Origins(ISymbol member, CancellationToken cancellationToken) =>
        (member is IParameterSymbol parameter
            ? _callers.SeenArgumentsFor(parameter, cancellationToken)
            : _histories.Assigned(member, cancellationToken))
        .SelectMany(value => _sources.Of(value, cancellationToken));
}
