using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// From where on an event of a process can be raised: it runs, and is watched or read. A handler that is attached further down may miss it.
/// <code>p.Start();    p.BeginOutputReadLine();    /* lines are lost here */    p.OutputDataReceived += Print;</code>
/// </summary>
internal sealed class LateHandlerVerdict
{
    private readonly SourceBodies _bodies;
    private readonly ProcessTraces _traces;
    private readonly ControlFlow _flow;
    private readonly ForeignProcesses _foreign;

    private LateHandlerVerdict(SourceBodies bodies, ProcessTraces traces, ControlFlow flow, ForeignProcesses foreign) =>
        (_bodies, _traces, _flow, _foreign) = (bodies, traces, flow, foreign);

    public static LateHandlerVerdict Of(ProcessModel model) => model.Get(static model => new LateHandlerVerdict(
        SourceBodies.Of(model),
        ProcessTraces.Of(model),
        ControlFlow.Of(model),
        ForeignProcesses.Of(model)));

    /// <summary>The handlers of a file that come too late, each once.</summary>
    public IEnumerable<LateHandler> In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        if (!index.HasAny(KnownNames.ProcessEvents.Words, cancellationToken))
        {
            return Enumerable.Empty<LateHandler>();
        }

        List<string> words = KnownNames.ProcessEvents.Names
            .Where(raised => index.HasWord(raised, cancellationToken) && index.HasWord(SwitchOf(raised), cancellationToken))
            .SelectMany(static raised => new[] { raised, SwitchOf(raised) })
            .Distinct()
            .ToList();
        if (words.Count == 0 || _bodies.Model(tree) is not { } model)
        {
            return Enumerable.Empty<LateHandler>();
        }

        // Who starts the process may leave the rest to a helper.
        return words.Append("Start").SelectMany(word => index.Occurrences(word, cancellationToken: cancellationToken))
            .Select(token => ProcessVerdicts.OutermostAround(token, model, cancellationToken))
            .OfType<IOperation>()
            .GroupBy(static body => body.Syntax)
            .Select(static same => same.First())
            .SelectMany(body => OfBody(body, cancellationToken))
            .Where(late => late.Event.Syntax.SyntaxTree == tree)
            .GroupBy(static late => late.Event.Syntax)
            .Select(static same => same.First());
    }

    /// <summary>What lets an event be raised: a call of the process, or the property that is set.</summary>
    private static string SwitchOf(string raised) => raised switch
    {
        "OutputDataReceived" => "BeginOutputReadLine",
        "ErrorDataReceived" => "BeginErrorReadLine",
        _ => "EnableRaisingEvents",
    };

    /// <summary>Judges a body, and each lambda and local function in it on its own.</summary>
    private IEnumerable<LateHandler> OfBody(IOperation body, CancellationToken cancellationToken)
    {
        ProcessNames names = new(body, _traces, cancellationToken);
        return
            from unit in body.DescendantsAndSelf()
            where unit == body || unit is IAnonymousFunctionOperation or ILocalFunctionOperation
            from ofKey in _traces.Of(unit, names, cancellationToken).GroupBy(static found => found.Process)
            where ofKey.Any(static found => found.Kind is ProcessEventKind.Handle or ProcessEventKind.HandleExit)
            from turn in ProcessTurns.Of(ofKey.ToImmutableArray(), unit, names, _flow, cancellationToken)
            let course = new ProcessCourse(turn, unit, _flow, cancellationToken)
            from attached in turn
            where attached.Kind is ProcessEventKind.Handle or ProcessEventKind.HandleExit && !attached.IsConditional
            let late = OfHandler(attached, course, names, cancellationToken)
            where late is not null
            select late;
    }

    private LateHandler? OfHandler(ProcessEvent attached, ProcessCourse course, ProcessNames names, CancellationToken cancellationToken)
    {
        if (attached.Source is not IEventAssignmentOperation { EventReference: IEventReferenceOperation raised } assignment
            || LastBefore(attached, course, found => TurnsOn(found, attached)) is not { } on
            || IsSeenToIt(assignment, on.Source, new ProcessNames(LocalAssignments.Outermost(assignment), _traces, cancellationToken))
            || (attached.Kind == ProcessEventKind.HandleExit && IsAskedBehind(attached, course, names)))
        {
            return null;
        }

        // The later of the two that have to come together is what the handler is too late for.
        ProcessEvent? start = LastBefore(attached, course, static found => found.Kind == ProcessEventKind.Start);
        IOperation? from = start is not null ? (course.Before(on).Contains(start) ? on : start).Source
            : course.Events.All(static found => found.Kind != ProcessEventKind.Start)
                && (on.Kind == ProcessEventKind.BeginRead || IsSeenToRun(attached, raised, course, names, cancellationToken)) ? on.Source
            : null;
        return from is null ? null : new LateHandler(raised, from);
    }

    private static ProcessEvent? LastBefore(ProcessEvent place, ProcessCourse course, System.Func<ProcessEvent, bool> isWanted) =>
        course.Before(place).LastOrDefault(found => isWanted(found) && !found.IsConditional && !course.IsApart(found, place));

    private static bool TurnsOn(ProcessEvent found, ProcessEvent attached) => attached.Kind == ProcessEventKind.HandleExit
        ? found.Kind == ProcessEventKind.Watch
        : found.Kind == ProcessEventKind.BeginRead
            && found.Stream == attached.Stream
            && found.Source is IInvocationOperation { TargetMethod.Name: "BeginOutputReadLine" or "BeginErrorReadLine" };

    /// <summary>
    /// A process that was got from elsewhere runs if it was looked up, or if the code asks it something that only a running one answers.
    /// </summary>
    private bool IsSeenToRun(
        ProcessEvent attached,
        IEventReferenceOperation raised,
        ProcessCourse course,
        ProcessNames names,
        CancellationToken cancellationToken) =>
        (raised.Instance is { } process && _foreign.LookupOf(process, cancellationToken) is not null)
        || MembersOf(course.Body).Any(used => used.Operation.Syntax.SpanStart < attached.At.Syntax.SpanStart
            && KnownNames.StartedMembers.HasMember(used.Member)
            && attached.Process.Equals(names.ProcessOf(used.Instance)));

    /// <summary>True where the code asks whether the process has exited once the handler is there.</summary>
    private static bool IsAskedBehind(ProcessEvent attached, ProcessCourse course, ProcessNames names) => MembersOf(course.Body)
        .Any(used => used.Member.Name == "HasExited"
            && used.Operation.Syntax.SpanStart > attached.At.Syntax.SpanStart
            && attached.Process.Equals(names.ProcessOf(used.Instance)));

    private static IEnumerable<(IOperation Operation, ISymbol Member, IOperation Instance)> MembersOf(IOperation body)
    {
        foreach (IOperation operation in ControlFlow.OperationsOf(body))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: var method, Instance: { } instance }:
                    yield return (operation, method, instance);
                    break;
                case IPropertyReferenceOperation { Property: var property, Instance: { } instance }:
                    yield return (operation, property, instance);
                    break;
            }
        }
    }

    /// <summary>
    /// True where the code around the handler knows of it: it asks whether the process has exited, attaches the same handler before too,
    /// takes one off first, or has stopped reading.
    /// </summary>
    private static bool IsSeenToIt(IEventAssignmentOperation attached, IOperation on, ProcessNames names)
    {
        IEventReferenceOperation raised = (IEventReferenceOperation)attached.EventReference;
        if (raised.Instance is not { } process || names.ProcessOf(process) is not { } key)
        {
            return true;
        }

        bool isExit = raised.Event.Name == "Exited";
        int place = attached.Syntax.SpanStart;
        int begin = names.Body.Syntax.Span.Contains(on.Syntax.Span) ? on.Syntax.SpanStart : place;
        return ControlFlow.OperationsOf(ControlFlow.BodyAround(attached)).Any(operation => operation switch
        {
            IPropertyReferenceOperation { Property.Name: "HasExited", Instance: { } instance } =>
                isExit && operation.Syntax.SpanStart > place && key.Equals(names.ProcessOf(instance)),
            IEventAssignmentOperation other => other != attached
                && other.EventReference is IEventReferenceOperation { Event: var same, Instance: { } instance }
                && SymbolEqualityComparer.Default.Equals(same, raised.Event)
                && other.Syntax.SpanStart < (other.Adds ? begin : place)
                && (!other.Adds || SyntaxFactory.AreEquivalent(other.HandlerValue.Syntax, attached.HandlerValue.Syntax))
                && key.Equals(names.ProcessOf(instance)),
            IInvocationOperation { TargetMethod.Name: "CancelOutputRead" or "CancelErrorRead", Instance: { } instance } =>
                operation.Syntax.SpanStart > begin && operation.Syntax.SpanStart < place && key.Equals(names.ProcessOf(instance)),
            _ => false,
        });
    }
}

/// <summary>A handler of a process that comes when its event may have been raised.</summary>
/// <param name="Event">The event, where the handler is attached.</param>
/// <param name="From">What lets it be raised.</param>
internal sealed record LateHandler(IEventReferenceOperation Event, IOperation From);
