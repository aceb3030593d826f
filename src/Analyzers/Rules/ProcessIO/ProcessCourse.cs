using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// The events of one process in one body, and which of them lead to which. The order of the text comes first: it costs nothing.
/// </summary>
internal sealed class ProcessCourse
{
    private readonly ControlFlow _flow;
    private readonly CancellationToken _cancellationToken;
    private LocalAssignments? _assignments;

    public ProcessCourse(ImmutableArray<ProcessEvent> events, IOperation body, ControlFlow flow, CancellationToken cancellationToken)
    {
        (Events, Body, _flow, _cancellationToken) = (events, body, flow, cancellationToken);
        Starts = events.Where(static found => found.Kind == ProcessEventKind.Start
                && found.Source is IInvocationOperation call
                && StartInfoReader.IsStart(call))
            .ToList();
    }

    public ImmutableArray<ProcessEvent> Events { get; }

    public IOperation Body { get; }

    /// <summary>What the whole member does to the process, when this is the course of a lambda or local function in it.</summary>
    public ImmutableArray<ProcessEvent> Outer { get; init; } = ImmutableArray<ProcessEvent>.Empty;

    /// <summary>What starts the process, in this body or by a call.</summary>
    public IReadOnlyList<ProcessEvent> Starts { get; }

    private LocalAssignments Assignments => _assignments ??= new LocalAssignments(Body);

    public IEnumerable<ProcessEvent> Before(ProcessEvent place) => Events.TakeWhile(found => found != place);

    public IEnumerable<ProcessEvent> After(ProcessEvent place) => Events.SkipWhile(found => found != place).Skip(1);

    /// <summary>True when control can come from one event to the other, for the same run of the process.</summary>
    public bool Leads(ProcessEvent from, ProcessEvent to, Func<ProcessEvent, bool>? barriers = null)
    {
        if (Flow() is not { } flow || PointOf(flow, from) is not { } start || PointOf(flow, to) is not { } end)
        {
            return false;
        }

        if (from.At == to.At && from.IsOfCallee && to.IsOfCallee)
        {
            // What a callee does in its own order is judged there.
            return false;
        }

        return from.At == to.At
            || flow.Reaches(start, end, PointsOf(flow, found => found.Kind == ProcessEventKind.Start || barriers?.Invoke(found) == true));
    }

    /// <summary>
    /// True when a stream is being read already, as far as is seen: something that reads it to the end, or hands it on, may come before.
    /// One line, or a loop that is left early, is no such thing; nor is what stands on a branch that leaves.
    /// </summary>
    public bool IsBeingRead(ProcessStream stream, ProcessEvent place) => Before(place).Any(found => found.Stream == stream
        && found.Kind is ProcessEventKind.BeginRead or ProcessEventKind.Drain or ProcessEventKind.Pass or ProcessEventKind.CloseStream
        && !IsApart(found, place));

    /// <summary>
    /// True when others have the process by then. Who got it before it was started does not count: it cannot have used a stream then.
    /// </summary>
    public bool IsInOtherHands(ProcessEvent place) => Before(place)
        .Reverse()
        .TakeWhile(found => found.Kind != ProcessEventKind.Start || !Leads(found, place))
        .Any(static found => found.HandsOver);

    /// <summary>
    /// The one start of the process that leads to an event in any case, or to all reads behind it, when nothing on the way touches the
    /// streams; null otherwise.
    /// <code>p.Start();    while (!done) { p.WaitForExit(100); }    text = p.StandardOutput.ReadToEnd();</code>
    /// </summary>
    public ProcessEvent? StartBefore(ProcessEvent place, ImmutableArray<ProcessStream> streams, ImmutableArray<ProcessEvent> reads) =>
        Events.Where(static found => found.Kind == ProcessEventKind.Start).ToList() is { Count: 1 } starts
        && starts[0] is { IsOfCallee: false, IsConditional: false } start
        && start.Operation == start.At
        && Before(place).Contains(start)
        && !Before(place).Any(found => found != start && streams.Contains(found.Stream))
        && (IsCertainAfter(start, place) || reads.All(read => IsCertainAfter(start, read)))
            ? start
            : null;

    /// <summary>True when it is certain that control never comes from one event to the other.</summary>
    public bool IsApart(ProcessEvent from, ProcessEvent to) =>
        from.At != to.At
        && Flow() is { } flow
        && PointOf(flow, from) is { } start
        && PointOf(flow, to) is { } end
        && !flow.Reaches(start, end);

    /// <summary>True when control can come to the event and pass none of the barriers on the way.</summary>
    public bool IsReachedWithout(ProcessEvent place, Func<ProcessEvent, bool> barriers) =>
        Flow() is { } flow && PointOf(flow, place) is { } end && flow.Reaches(flow.Entry, end, PointsOf(flow, barriers));

    /// <summary>
    /// True when control can come over the start to the place, and to none of the reads before that, if conditions are what is known.
    /// </summary>
    public bool IsReachedUnread(
        ProcessEvent start,
        ProcessEvent place,
        IReadOnlyList<ProcessEvent> reads,
        Func<IOperation, bool?> known)
    {
        if (Flow() is not { } flow || PointOf(flow, start) is not { } begin || PointOf(flow, place) is not { } end)
        {
            return false;
        }

        FlowPoint[] ends = PointsOf(flow, found => found == place || found.Kind is ProcessEventKind.Kill or ProcessEventKind.Dispose);
        FlowReach reach = flow.From(begin, ends, known);
        return flow.From(flow.Entry, known: known).Contains(begin)
            && reach.Contains(end)
            && reads.All(read => read.At != place.At
                && read.At != start.At
                && PointOf(flow, read) is { } point
                && !reach.Contains(point));
    }

    /// <summary>True when nothing but the exit of the process decides whether control comes from one event to the other.</summary>
    public bool IsCertainAfter(ProcessEvent place, ProcessEvent later)
    {
        return !later.IsChoice
            && !later.IsConditional
            && ControlFlow.BranchesRound(later.At)
                .TakeWhile(branch => !branch.Syntax.Span.Contains(place.At.Syntax.Span))
                .All(branch => branch.Parent is IConditionalAccessOperation
                    || (branch.Parent is IConditionalOperation { Condition: var condition } && IsAboutExit(condition)));
    }

    /// <summary>A comparison of exit codes, or the result of a wait.</summary>
    private bool IsAboutExit(IOperation condition) =>
        condition.DescendantsAndSelf().All(part => part.Type?.SpecialType != SpecialType.System_Boolean
            || part is IUnaryOperation
                or IParenthesizedOperation
                or IConversionOperation
                or IInvocationOperation { TargetMethod.Name: "WaitForExit" }
                or IPropertyReferenceOperation { Property.Name: "HasExited" }
            || part is IBinaryOperation { LeftOperand.Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Boolean }
            || (part is ILocalReferenceOperation { Local: var local } && Assignments.Of(local) is { Count: > 0 } values
                && values.All(static value => value is not null
                    && ValueOrigin.Unwrap(value) is IInvocationOperation { TargetMethod.Name: "WaitForExit" })));

    /// <summary>True when one loop of this body holds both.</summary>
    public bool ShareALoop(ProcessEvent left, ProcessEvent right)
    {
        if (left.IsOfEach && right.IsOfEach)
        {
            return false;
        }

        // What one call of a local function or lambda does has its loops there.
        bool isOneRun = left.At == right.At;
        SyntaxNode other = isOneRun ? right.Operation.Syntax : right.At.Syntax;
        for (IOperation? outer = isOneRun ? left.Operation : left.At; outer is not null && outer != Body.Parent; outer = outer.Parent)
        {
            if (outer is ILoopOperation
                && outer.Syntax.Span.Contains(other.Span)
                && !Events.Any(found => found.Kind == ProcessEventKind.Start && outer.Syntax.Span.Contains(found.At.Syntax.Span)))
            {
                return true;
            }
        }

        return false;
    }

    private FlowPoint[] PointsOf(BodyFlow flow, Func<ProcessEvent, bool> which) =>
        Events.Where(which).Select(found => PointOf(flow, found)).OfType<FlowPoint>().ToArray();

    private static FlowPoint? PointOf(BodyFlow flow, ProcessEvent place) =>
        place.Using is { } resource ? flow.DisposalOf(resource) : flow.PointOf(place.At);

    private BodyFlow? Flow() => _flow.Of(Body, _cancellationToken);
}
