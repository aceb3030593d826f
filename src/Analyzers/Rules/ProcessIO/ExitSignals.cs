using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Waits for the exit of a process in other words: for what a handler of Exited completes.
/// <code>p.Exited += (_, _) => done.TrySetResult();    await done.Task;</code>
/// </summary>
internal static class ExitSignals
{
    /// <summary>What the handlers of Exited in a member complete, each with the process that has exited then.</summary>
    public static IReadOnlyDictionary<ProcessKey, ProcessKey> In(ProcessNames names)
    {
        Dictionary<ProcessKey, ProcessKey> completed = new();
        foreach (IEventAssignmentOperation added in names.Body.Descendants().OfType<IEventAssignmentOperation>())
        {
            if (added is { Adds: true, EventReference: IEventReferenceOperation { Event.Name: "Exited", Instance: { } process } }
                && names.ProcessOf(process) is { } key)
            {
                foreach (ProcessKey signal in CompletedBy(added.HandlerValue, names))
                {
                    completed[signal] = key;
                }
            }
        }

        return completed;
    }

    /// <summary>
    /// The wait for a signal that stands there; null for any other operation. What a parameter is, and whether a handler of Exited
    /// completes it, the caller tells.
    /// </summary>
    public static ProcessEvent? WaitAt(IOperation operation, ProcessNames names) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation
        && Variable(operation) is not null
        && WaitOn(operation) is { } wait
        && names.KeyOf(operation) is { IsInside: false } signal
            ? new ProcessEvent(
                wait is IInvocationOperation call && WaitBound.IsBounded(call) ? ProcessEventKind.TimedWait : ProcessEventKind.Wait,
                signal,
                ProcessStream.None,
                wait,
                wait) { IsSignal = true }
            : null;

    /// <summary>The waits for a signal by the process that it stands for; those for any other signal of this body say nothing.</summary>
    public static IEnumerable<ProcessEvent> Named(IEnumerable<ProcessEvent> events, ProcessNames names)
    {
        List<ProcessEvent> all = events.ToList();
        if (!all.Exists(IsOfSignal))
        {
            return all;
        }

        IReadOnlyDictionary<ProcessKey, ProcessKey> completed = In(names);
        return all
            .Select(found => !IsOfSignal(found) ? found
                : completed.TryGetValue(found.Process, out ProcessKey? process) ? found with { Process = process }
                : found.Process.Symbol is IParameterSymbol ? found
                : null)
            .OfType<ProcessEvent>();
    }

    private static bool IsOfSignal(ProcessEvent found) =>
        found is { Waits: true, Process.IsInside: false }
        && TypeOf(found.Process) is { } type
        && !ProcessNames.IsProcess(type)
        && !TaskUse.IsTask(type);

    private static ITypeSymbol? TypeOf(ProcessKey variable) => variable.Symbol switch
    {
        null => variable.Creation?.Type,
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static IEnumerable<ProcessKey> CompletedBy(IOperation handler, ProcessNames names)
    {
        IOperation? code = ValueOrigin.Unwrap(handler) switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } named => names.LocalFunction(named.Method)?.Body,
            IMethodReferenceOperation { Instance: { } completed, Method.Name: var name } when Signals.Completes(name) => completed,
            _ => null,
        };
        return (code is null ? Enumerable.Empty<IOperation>() : Variable(code) is not null ? new[] { code } : Signalled(code))
            .Select(signal => names.KeyOf(signal))
            .OfType<ProcessKey>();
    }

    /// <summary>The locals and fields that some code completes, and where.</summary>
    public static IEnumerable<(ISymbol Signal, IOperation Place)> Completions(IOperation code) =>
        Signalled(code).Select(static signal => (Variable(signal)!, signal));

    private static IEnumerable<IOperation> Signalled(IOperation code) => code.DescendantsAndSelf()
        .OfType<IInvocationOperation>()
        .Where(static call => Signals.Completes(call.TargetMethod.Name))
        .Select(static call => call.Instance is IConditionalAccessInstanceOperation accessed
            ? ValueOrigin.AccessedObject(accessed)
            : call.Instance)
        .OfType<IOperation>()
        .Where(static signal => Variable(signal) is not null);

    /// <summary>True when the member around a body waits for a signal, with or without a bound.</summary>
    public static bool IsWaitedFor(ISymbol signal, IOperation body) => IsWaitedForIn(LocalAssignments.Outermost(body), signal);

    /// <summary>True when some code waits for a signal, with or without a bound.</summary>
    public static bool IsWaitedForIn(IOperation code, ISymbol signal) => code.Descendants().Any(operation =>
        SymbolEqualityComparer.Default.Equals(Variable(operation), signal)
        && (WaitOn(operation) is not null || operation.Parent is IArgumentOperation or IArrayInitializerOperation
            || operation.Parent is IPropertyReferenceOperation { Property.Name: "Task" }));

    private static ISymbol? Variable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation { Property: var property } when ValueOrigin.IsAutoProperty(property) => property.OriginalDefinition,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        _ => null,
    };

    /// <summary>
    /// The operation that waits for a signal: an await or a blocking call, or the return that hands its task to who awaits it.
    /// </summary>
    private static IOperation? WaitOn(IOperation signal)
    {
        switch (signal.Parent)
        {
            case IConversionOperation or IParenthesizedOperation:
                return WaitOn(signal.Parent);
            case IPropertyReferenceOperation { Property.Name: "Task" } task when task.Instance == signal:
                return TaskUse.WaitOn(task) ?? ReturnOf(task);
            case IInvocationOperation call when call.Instance == signal && KnownNames.SignalWaits.Has(call.TargetMethod.Name):
                return call.TargetMethod.Name == "WaitAsync" ? TaskUse.WaitOn(call) : call;
            default:
                return null;
        }
    }

    /// <summary>The return that hands a task to the caller, also as one of two.</summary>
    private static IOperation? ReturnOf(IOperation task) => task.Parent switch
    {
        IReturnOperation returned => returned,
        IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation => ReturnOf(task.Parent),
        IInvocationOperation { TargetMethod.Name: "WaitAsync" } call when call.Instance == task => ReturnOf(call),
        _ => null,
    };
}
