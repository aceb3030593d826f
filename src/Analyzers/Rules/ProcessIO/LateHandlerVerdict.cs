using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// From where on an event of a process can be raised: it runs, and is watched or read. A handler that is attached further down may miss it.
/// <code>p.Start();    p.BeginOutputReadLine();    /* lines are lost here */    p.OutputDataReceived += Print;</code>
/// </summary>
internal sealed class LateHandlerVerdict
{
    /// <summary>The event of the end.</summary>
    public const string Exited = nameof(Exited);

    private const string Switch = "EnableRaisingEvents";
    private const string Question = "HasExited";

    private readonly ProcessTraces _traces;
    private readonly ControlFlow _flow;
    private readonly ForeignProcesses _foreign;

    private LateHandlerVerdict(ProcessTraces traces, ControlFlow flow, ForeignProcesses foreign) =>
        (_traces, _flow, _foreign) = (traces, flow, foreign);

    public static LateHandlerVerdict Of(ProcessModel model) => model.Get(static model => new LateHandlerVerdict(
        ProcessTraces.Of(model),
        ControlFlow.Of(model),
        ForeignProcesses.Of(model)));

    /// <summary>What lets the body raise an event: a call of the process, or the property that is set; null for other events.</summary>
    public static string? SwitchOf(string raised) => raised switch
    {
        Exited => Switch,
        "OutputDataReceived" => "BeginOutputReadLine",
        "ErrorDataReceived" => "BeginErrorReadLine",
        _ => null,
    };

    /// <summary>The operation from which on the event can be raised before the handler is there; null when there is none.</summary>
    public IOperation? RaisedFrom(IEventAssignmentOperation attached, CancellationToken cancellationToken)
    {
        if (attached is not { Adds: true, EventReference: IEventReferenceOperation { Event: var raised, Instance: { } process } }
            || !ProcessNames.IsProcess(raised.ContainingType)
            || SwitchOf(raised.Name) is not { } word
            || _flow.Around(attached, cancellationToken) is not { } flow
            || flow.PointOf(attached) is not { } place)
        {
            return null;
        }

        IOperation unit = ControlFlow.BodyAround(attached);
        ProcessNames names = new(LocalAssignments.Outermost(attached), _traces, cancellationToken);
        if (names.ProcessOf(process) is not { } key)
        {
            return null;
        }

        List<IOperation> own = ControlFlow.OperationsOf(unit).ToList();
        List<IOperation> renewals = own.Where(operation => IsRenewed(operation, key, names)).ToList();
        IOperation? on = own.LastOrDefault(operation => operation.Syntax.SpanStart < attached.Syntax.SpanStart
            && operation != attached
            && TurnsOn(operation, word, key, names)
            && flow.PointOf(operation) is { } point
            && flow.Reaches(point, place, Behind(operation)));
        return on is not null && !IsSeenToIt(attached, on, own, key, names)
            ? StartBefore(attached, on, unit, key, names, flow, cancellationToken)
            : null;

        // What is set while the process is made belongs to the process that is made.
        FlowPoint[] Behind(IOperation made) => renewals.Where(renewal => !renewal.Syntax.Span.Contains(made.Syntax.Span))
            .Select(flow.PointOf)
            .OfType<FlowPoint>()
            .ToArray();
    }

    /// <summary>
    /// The later of the two that have to come together: the start, and what turns the event on; null when nothing is started.
    /// </summary>
    private IOperation? StartBefore(
        IEventAssignmentOperation attached,
        IOperation on,
        IOperation unit,
        ProcessKey key,
        ProcessNames names,
        BodyFlow flow,
        CancellationToken cancellationToken)
    {
        FlowPoint place = flow.PointOf(attached)!.Value;
        ImmutableArray<ProcessEvent> events = _traces.Of(unit, names, cancellationToken);
        List<ProcessEvent> starts = events.Where(found => found.Kind == ProcessEventKind.Start && found.Process.Equals(key)).ToList();
        ProcessEvent? start = starts.FindLast(found => found.At.Syntax.SpanStart < attached.Syntax.SpanStart
            && !found.IsConditional
            && flow.PointOf(found.At) is { } point
            && flow.Reaches(point, place));
        if (start is not null)
        {
            return start.At.Syntax.SpanStart > on.Syntax.SpanStart ? start.At : on;
        }

        // A process that was got from elsewhere runs if the code asks it something that only a running one answers.
        return starts.Count == 0 && (on is IInvocationOperation || IsSeenToRun(attached, unit, key, names, cancellationToken)) ? on : null;
    }

    private bool IsSeenToRun(
        IEventAssignmentOperation attached,
        IOperation unit,
        ProcessKey key,
        ProcessNames names,
        CancellationToken cancellationToken) =>
        _foreign.LookupOf(((IEventReferenceOperation)attached.EventReference).Instance!, cancellationToken) is not null
        || ControlFlow.OperationsOf(unit).Any(operation => MemberOf(operation) is var (member, instance)
            && operation.Syntax.SpanStart < attached.Syntax.SpanStart
            && KnownNames.StartedMembers.HasMember(member)
            && key.Equals(names.ProcessOf(instance)));

    private static (ISymbol Member, IOperation Instance)? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method, Instance: { } instance } => (method, instance),
        IPropertyReferenceOperation { Property: var property, Instance: { } instance } => (property, instance),
        _ => null,
    };

    /// <summary>True where the local or member is given another process.</summary>
    private static bool IsRenewed(IOperation operation, ProcessKey key, ProcessNames names) => operation switch
    {
        IVariableDeclaratorOperation { Symbol: var local } => key.Equals(new ProcessKey(local)),
        ISimpleAssignmentOperation { Target: var target } => ProcessNames.IsProcess(target.Type) && key.Equals(names.ProcessOf(target)),
        _ => false,
    };

    private static bool TurnsOn(IOperation operation, string word, ProcessKey key, ProcessNames names) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name, Instance: { } instance } =>
            name == word && key.Equals(names.ProcessOf(instance)),
        ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property.Name: var name, Instance: { } instance },
            Value.ConstantValue: { HasValue: true, Value: true },
        } => name == word && IsOf(instance, key, names),
        _ => false,
    };

    /// <summary>Also `new Process { EnableRaisingEvents = true }`, by the variable that it goes to.</summary>
    private static bool IsOf(IOperation instance, ProcessKey key, ProcessNames names)
    {
        if (instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
        {
            return key.Equals(names.ProcessOf(instance));
        }

        IOperation? creation = instance;
        while (creation is not (null or IObjectCreationOperation))
        {
            creation = creation.Parent;
        }

        return creation is not null
            && Destination.Variable(creation) is { } variable
            && key.Equals(new ProcessKey(variable));
    }

    /// <summary>
    /// True where the code knows of it: it asks whether the process has exited, attaches the same handler before too, or takes one off
    /// first.
    /// </summary>
    private static bool IsSeenToIt(
        IEventAssignmentOperation attached,
        IOperation on,
        List<IOperation> own,
        ProcessKey key,
        ProcessNames names)
    {
        IEventSymbol raised = ((IEventReferenceOperation)attached.EventReference).Event;
        return own.Exists(operation => operation switch
        {
            IPropertyReferenceOperation { Property.Name: Question, Instance: { } instance } =>
                raised.Name == Exited
                && operation.Syntax.SpanStart > attached.Syntax.SpanStart
                && key.Equals(names.ProcessOf(instance)),
            IEventAssignmentOperation assignment =>
                assignment != attached
                && assignment.EventReference is IEventReferenceOperation { Event: var other, Instance: { } instance }
                && SymbolEqualityComparer.Default.Equals(other, raised)
                && assignment.Syntax.SpanStart < (assignment.Adds ? on : attached).Syntax.SpanStart
                && (!assignment.Adds || SyntaxFactory.AreEquivalent(assignment.HandlerValue.Syntax, attached.HandlerValue.Syntax))
                && key.Equals(names.ProcessOf(instance)),
            IInvocationOperation { TargetMethod.Name: "CancelOutputRead" or "CancelErrorRead", Instance: { } instance } =>
                operation.Syntax.SpanStart > on.Syntax.SpanStart
                && operation.Syntax.SpanStart < attached.Syntax.SpanStart
                && key.Equals(names.ProcessOf(instance)),
            _ => false,
        });
    }
}
