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

/// <summary>A wait for a lock that gives up after a time, and nobody looks whether it has.</summary>
internal static class DroppedWait
{
    private const string Asynchronous = "WaitAsync";

    /// <summary>
    /// The release of what the wait may not have taken: one that the same body comes to, or that of another member, where the wait is all
    /// that its own member does. Null for a wait that tells somebody, that never gives up, or that nothing is seen to release.
    /// </summary>
    public static IOperation? ReleaseAfter(IInvocationOperation wait, ProcessModel model, CancellationToken cancellationToken)
    {
        if (!KnownNames.LockTries.HasMember(wait.TargetMethod)
            || !IsDropped(wait)
            || !WaitBound.IsSeenToEnd(wait, ValueSources.Of(model), cancellationToken))
        {
            return null;
        }

        IOperation outermost = LocalAssignments.Outermost(wait);
        ValueOrigin origin = new(
            outermost.SemanticModel?.GetDeclaredSymbol(outermost.Syntax, cancellationToken) as IMethodSymbol,
            outermost);
        if (EventOf(wait, origin) is not { } taking || IsAskedLater(outermost))
        {
            return null;
        }

        List<IInvocationOperation> releases = outermost.Descendants()
            .OfType<IInvocationOperation>()
            .Where(call => EventOf(call, origin)?.Releases(taking) == true)
            .ToList();
        IOperation? release = releases.Count > 0
            ? releases.Find(call => IsAfter(wait, call, model, cancellationToken))
            : ReleaseByCall(wait, model, cancellationToken) ?? ReleaseElsewhere(wait, taking, outermost, model, cancellationToken);
        return release is not null && !OnlyWakes(taking, release: releases.Count == 0, model, cancellationToken) ? release : null;
    }

    /// <summary>The call of code that releases the lock, after the wait in its body: <c>gate.WaitOne(500); … Leave(gate);</c></summary>
    private static IOperation? ReleaseByCall(IInvocationOperation wait, ProcessModel model, CancellationToken cancellationToken)
    {
        if (ControlFlow.Of(model).Around(wait, cancellationToken) is not { } flow)
        {
            return null;
        }

        IReadOnlyList<(LockEvent Event, FlowPoint Point)> events =
            new CriticalSections(ControlFlow.BodyAround(wait), flow, model, cancellationToken).Events;
        (LockEvent? taking, FlowPoint point) = events.FirstOrDefault(item => item.Event.Operation.Syntax == wait.Syntax);
        return taking is null
            ? null
            : events.FirstOrDefault(item => item.Event.Releases(taking) && flow.From(point, throughExceptions: true).Contains(item.Point))
                .Event?.Operation;
    }

    /// <summary>True for a statement that is nothing but the wait, with what waits for its task.</summary>
    private static bool IsDropped(IInvocationOperation wait)
    {
        IOperation? result = wait.TargetMethod.Name == Asynchronous ? TaskUse.ResultOfAlone(wait) : wait;
        return !wait.TargetMethod.ReturnsVoid
            && result is not null
            && (result.Parent is IConditionalAccessOperation access ? access : result).Parent is IExpressionStatementOperation;
    }

    /// <summary>What the call does to which lock; of semaphores too, which belong to no thread.</summary>
    private static LockEvent? EventOf(IInvocationOperation call, ValueOrigin origin)
    {
        if (LockEvent.Of(call, origin) is { } owned)
        {
            return owned;
        }

        bool isAsynchronous = call.TargetMethod.Name == Asynchronous && call.TargetMethod.ContainingType.Is(KnownTypes.SemaphoreSlim);
        LockUse? use = isAsynchronous ? new LockUse(LockAction.TryAcquire, LockKind.Semaphore, call.Instance) : LockUse.Of(call);
        return use is { Kind: LockKind.Semaphore } && LockEvent.KeyOf(use.Target, origin) is { } key
            ? new LockEvent(call, use.Action, use.Kind, string.Empty, key) { Target = use.Target }
            : null;
    }

    /// <summary>True where the code asks in another way whether it has a lock.</summary>
    private static bool IsAskedLater(IOperation body) => body.Descendants().Any(static operation => operation switch
    {
        IPropertyReferenceOperation { Property: var property } =>
            KnownNames.HeldLocks.HasMember(property) || KnownNames.LockQuestions.HasMember(property),
        IInvocationOperation { TargetMethod: var method } => KnownNames.LockQuestions.HasMember(method),
        _ => false,
    });

    private static bool IsAfter(
        IInvocationOperation wait,
        IInvocationOperation release,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        ControlFlow.BodyAround(wait) == ControlFlow.BodyAround(release)
            ? ControlFlow.Of(model).Around(wait, cancellationToken) is { } flow
                && flow.PointOf(wait) is { } from
                && flow.PointOf(release) is { } to
                && flow.From(from, throughExceptions: true).Contains(to)
            : release.Syntax.SpanStart > wait.Syntax.Span.End;

    /// <summary>
    /// The release in a member that does not take what it releases, where nothing follows on the wait in its own.
    /// <code>void Enter() => _gate.Wait(1000);    void Leave() => _gate.Release();</code>
    /// </summary>
    private static IInvocationOperation? ReleaseElsewhere(
        IInvocationOperation wait,
        LockEvent taking,
        IOperation member,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        if (ValueOrigin.Unwrap(taking.Target!) is not IFieldReferenceOperation { Field: var field }
            || ControlFlow.BodyAround(wait) != member
            || member.Descendants().Any(operation => operation is IInvocationOperation or IObjectCreationOperation
                && operation.Syntax.SpanStart > wait.Syntax.Span.End))
        {
            return null;
        }

        return MemberHistories.Of(model).References(field, cancellationToken)
            .Select(static reference => reference.Parent as IInvocationOperation
                ?? (reference.Parent is IArgumentOperation { Parent: IInvocationOperation call } ? call : null))
            .FirstOrDefault(call => call is not null
                && LocalAssignments.Outermost(call).Syntax != member.Syntax
                && IsRelease(call, taking)
                && !LocalAssignments.Outermost(call).Descendants().OfType<IInvocationOperation>().Any(IsTaking));

        static bool IsRelease(IInvocationOperation call, LockEvent taking) =>
            LockUse.Of(call) is { Action: LockAction.Release } use && use.Kind == taking.Kind;

        static bool IsTaking(IInvocationOperation call) =>
            call.TargetMethod.Name == Asynchronous || LockUse.Of(call) is { Action: not LockAction.Release };
    }

    /// <summary>
    /// True for a semaphore that is made with nothing to take: who waits for it waits for a signal. Where another member releases it, one
    /// that is not seen to be made with something may be such a signal too.
    /// </summary>
    private static bool OnlyWakes(LockEvent taking, bool release, ProcessModel model, CancellationToken cancellationToken)
    {
        if (taking.Kind != LockKind.Semaphore)
        {
            return false;
        }

        ImmutableArray<int?> counts = ValueSources.Of(model).Of(taking.Target!, cancellationToken)
            .Where(static source => !ValueOrigin.IsNull(source))
            .Select(static source => (source as IObjectCreationOperation)?.Arguments
                .FirstOrDefault(static argument => argument.Parameter?.Name == "initialCount")?.Value.ConstantValue.Value as int?)
            .ToImmutableArray();
        return counts.Contains(0) || (release && (counts.IsEmpty || counts.Contains(null)));
    }
}
