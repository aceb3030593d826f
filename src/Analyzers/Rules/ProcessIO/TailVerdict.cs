using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Lines that come after a timed wait has seen the exit: only a wait without timeout waits for the handlers of OutputDataReceived too.
/// </summary>
internal sealed partial class TailVerdict
{
    private readonly CallTargets _targets;
    private readonly LineStores _stores;
    private readonly HeldProcesses _held;
    private readonly ReachedCode _reached;

    public TailVerdict(CallTargets targets, HeldProcesses held, ValueSources sources, ReachedCode reached) =>
        (_targets, _stores, _held, _reached) = (targets, new LineStores(targets, sources), held, reached);

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        List<ProcessEvent> waits = course.Events
            .Where(static found => found is { Kind: ProcessEventKind.TimedWait, IsConditional: false }
                && found.Operation == found.At
                && IsOfProcess(found.Source))
            .Where(found => !(found.IsOfCallee && (found.Process.IsInside || IsDrainedThere(found.Source, cancellationToken))))
            .ToList();
        bool mayTake = MayTakeExitForEnd(course);
        if ((waits.Count == 0 && !mayTake) || Known(course, cancellationToken) is not { } known)
        {
            yield break;
        }

        List<ProcessFinding> taken = mayTake ? TakenForEnd(course, known, cancellationToken).ToList() : new List<ProcessFinding>();
        foreach (ProcessFinding finding in taken)
        {
            yield return finding;
        }

        // Where the exit is taken for the end, a wait with a timeout is no help either.
        foreach (ProcessEvent wait in taken.Count == 0 ? waits : new List<ProcessEvent>())
        {
            bool drains = course.After(wait).Any(static found => found.Kind == ProcessEventKind.Wait)
                || course.Before(wait).Any(found => found.Kind == ProcessEventKind.Wait && course.Leads(found, wait))
                || known.Any(static found => found.HandsOver);
            if (!drains
                && known.Any(OutputWaits.IsByEvents)
                && known.Where(static found => found is { Kind: ProcessEventKind.Handle, Source: IEventAssignmentOperation })
                    .Select(found => StoreOf(found, wait, course.Body, cancellationToken))
                    .FirstOrDefault(static stored => stored is not null) is { } store)
            {
                yield return new ProcessFinding(
                    ProcessHazard.LosesLastLines,
                    wait,
                    ImmutableArray<ProcessEvent>.Empty,
                    ImmutableArray<ProcessStream>.Empty) { Store = store };
            }
        }
    }

    /// <summary>
    /// Everything that is done to the process: here, in the member around a handler, and in the other members of the type that holds it.
    /// Null when others may see it, or wait for it in full.
    /// </summary>
    private IReadOnlyList<ProcessEvent>? Known(ProcessCourse course, CancellationToken cancellationToken)
    {
        List<ProcessEvent> known = course.Events.Concat(course.Outer).ToList();
        if (!known.Exists(OutputWaits.IsByEvents) || !known.Exists(static found => found.Kind == ProcessEventKind.Handle))
        {
            if (_held.EventsElsewhere(course, cancellationToken) is not { IsEmpty: false } elsewhere
                || elsewhere.Any(static found => found.Kind == ProcessEventKind.Wait))
            {
                return null;
            }

            known.AddRange(elsewhere);
        }

        return known;
    }

    /// <summary>Only the timed wait of Process itself returns before the last lines have come.</summary>
    private static bool IsOfProcess(IOperation wait) =>
        wait is IInvocationOperation { TargetMethod: { Name: "WaitForExit", ContainingType: var type } } && ProcessNames.IsProcess(type);

    /// <summary>True for a timed wait whose body waits in full as well.</summary>
    private bool IsDrainedThere(IOperation wait, CancellationToken cancellationToken)
    {
        IOperation body = LocalAssignments.Outermost(wait);
        return WaitsInFull(body) || Callees(body, cancellationToken).Any(WaitsInFull);
    }

    private static bool WaitsInFull(IOperation body) => body.Descendants().Any(static operation => operation is IInvocationOperation
        {
            TargetMethod: { Name: "WaitForExit" or "WaitForExitAsync", ContainingType: var type } full,
        } call
        && ProcessNames.IsProcess(type)
        && (full.Name == "WaitForExitAsync" || call.Arguments.IsEmpty));

    /// <summary>The bodies that some code runs, as far as they are seen.</summary>
    private IEnumerable<IOperation> Callees(IOperation code, CancellationToken cancellationToken) =>
        from operation in code.Descendants()
        where operation is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } or IPropertyReferenceOperation
        let target = _targets.One(operation, cancellationToken)
        where target is not null
        select target.Body;

    /// <summary>What a handler, or one of those that a condition chooses, puts its lines into.</summary>
    private string? StoreOf(ProcessEvent handled, ProcessEvent wait, IOperation body, CancellationToken cancellationToken) =>
        HandlersOf((IEventAssignmentOperation)handled.Source, body, exit: null, cancellationToken)
            .Select(handler => _stores.Of(handler, wait, body, cancellationToken))
            .FirstOrDefault(static stored => stored is not null)
            ?.Name;

    /// <summary>The handlers of lines that are attached at once; none where one of them says when the last line has come.</summary>
    /// <param name="attached">Where they are attached.</param>
    /// <param name="body">The code that uses the lines, or is in the member that does.</param>
    /// <param name="exit">The handler of Exited that uses the lines, if it is one.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    private ImmutableArray<CallTarget> HandlersOf(
        IEventAssignmentOperation attached,
        IOperation body,
        IOperation? exit,
        CancellationToken cancellationToken)
    {
        ImmutableArray<CallTarget> handlers = _targets.OfDelegate(attached.HandlerValue, attached, cancellationToken);

        // A member that is set to several of them holds one of them at this place, and it is not known which.
        return (handlers.Length > 1 && ValueOrigin.Unwrap(attached.HandlerValue) is IMemberReferenceOperation)
            || handlers.Any(handler => handler.Method.IsVirtual || handler.Method.IsOverride || SignalsTheEnd(handler.Body, body, exit)
                || Callees(handler.Body, cancellationToken).Any(callee => SignalsTheEnd(callee, body, exit: null)))
            ? ImmutableArray<CallTarget>.Empty
            : handlers;
    }

    /// <summary>
    /// True for a handler that says by a signal that the last line has come, and for whose signal somebody waits:
    /// <code>if (e.Data is null) { done.Set(); }</code>
    /// </summary>
    private static bool SignalsTheEnd(IOperation code, IOperation body, IOperation? exit) =>
        code.Descendants().Any(static part => part is IIsPatternOperation or IBinaryOperation or IConditionalAccessOperation)
        && ExitSignals.Completions(code).Any(found => exit is not null && IsAboutALine(found.Place, code)
            ? ExitSignals.IsWaitedForIn(exit, found.Signal)
            : found.Signal is not ILocalSymbol || ExitSignals.IsWaitedFor(found.Signal, body));
}
