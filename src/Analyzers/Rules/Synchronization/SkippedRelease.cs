using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>Releases of a mutex that an exception before them skips.</summary>
internal static class SkippedRelease
{
    /// <summary>
    /// True when the mutex is taken, there is work, and an exception does not come by the release; where a function only releases it,
    /// all that run this one are asked.
    /// </summary>
    public static bool IsSkipped(
        IOperation release,
        int levels,
        bool hasWorked,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        if (Skips(release, hasWorked, model, cancellationToken) is { } skips)
        {
            return skips;
        }

        if (levels == 0 || Callers.Of(model).RunsAround(release, areAll: true, cancellationToken) is not { Count: > 0 } runs)
        {
            return false;
        }

        bool works = hasWorked || ControlFlow.OperationsOf(ControlFlow.BodyAround(release))
            .Any(operation => IsWork(operation) && operation.Syntax.Span.End <= release.Syntax.SpanStart);
        return runs.All(run => IsSkipped(run, levels - 1, works, model, cancellationToken));
    }

    /// <summary>
    /// The taking that a release is for, when neither has another of its kind in the body: then each way that comes by the release has
    /// come by the taking, and none releases twice.
    /// </summary>
    public static IOperation? OnlyTaking(IOperation release, ProcessModel model, CancellationToken cancellationToken)
    {
        List<LockEvent> events = EventsOf(release, model, cancellationToken).ConvertAll(static item => item.Event);
        return events.Count == 2 && events.Find(static item => item.Takes) is { } taking && events.Exists(static item => !item.Takes)
            ? taking.Operation
            : null;
    }

    /// <summary>Whether the body around a release skips it; null when that body takes no mutex that it releases.</summary>
    private static bool? Skips(IOperation release, bool hasWorked, ProcessModel model, CancellationToken cancellationToken)
    {
        List<(LockEvent Event, FlowPoint Point)> events = EventsOf(release, model, cancellationToken);
        if (!events.Exists(static item => item.Event.Takes)
            || ControlFlow.Of(model).Of(ControlFlow.BodyAround(release), cancellationToken) is not { } flow)
        {
            return null;
        }

        FlowPoint end = events.Find(item => IsAt(item.Event, release)).Point;
        return !events.Exists(static item => !item.Event.Takes && IsForExceptions(item.Event.Operation))
                && events.Exists(item => item.Event.Takes && (hasWorked || Works(item.Point)));

        bool Works(FlowPoint start) => flow.From(start, new[] { end }) is var after && flow.Operations.Any(item =>
            IsWork(item.Operation)
            && !release.Syntax.Span.Contains(item.Operation.Syntax.Span)
            && !events.Exists(other => other.Event.Operation.Syntax == item.Operation.Syntax)
            && after.Contains(item.Point)
            && flow.Reaches(item.Point, end));
    }

    /// <summary>What the body around a release does to the mutex, itself and by what it calls; nothing where that is not known.</summary>
    public static List<(LockEvent Event, FlowPoint Point)> EventsOf(
        IOperation release,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(release);
        IReadOnlyList<(LockEvent Event, FlowPoint Point)> all = ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
            ? new CriticalSections(body, flow, model, cancellationToken).Events
            : new List<(LockEvent, FlowPoint)>();
        LockEvent? released = all.FirstOrDefault(item => IsAt(item.Event, release)).Event;
        return all.Where(item => item.Event.Key.Equals(released?.Key)).ToList();
    }

    private static bool IsAt(LockEvent item, IOperation release) => item.Operation.Syntax == release.Syntax && !item.Takes;

    /// <summary>What may throw: not what the compiler makes of lock and foreach, and not what only keeps an object.</summary>
    private static bool IsWork(IOperation operation) => operation switch
    {
        { IsImplicit: true } => false,
        IInvocationOperation call => !call.TargetMethod.ContainingType.Is("System.GC"),
        IObjectCreationOperation { Constructor: { } constructor } => constructor.ContainingType.SpecialType != SpecialType.System_Object
            && !constructor.IsImplicitlyDeclared
            && !constructor.DeclaringSyntaxReferences.Any(static part => part.GetSyntax() is TypeDeclarationSyntax),
        _ => operation is IAwaitOperation,
    };

    private static bool IsForExceptions(IOperation operation)
    {
        for (IOperation inner = operation; inner.Parent is { } outer; inner = outer)
        {
            if (outer is ICatchClauseOperation || (outer is ITryOperation attempt && attempt.Finally == inner))
            {
                return true;
            }
        }

        return false;
    }
}
