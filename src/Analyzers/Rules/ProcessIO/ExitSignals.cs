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
    /// <summary>The waits of a body for what its own handlers of Exited complete.</summary>
    public static IEnumerable<ProcessEvent> WaitsFor(IOperation body, ProcessNames names)
    {
        Dictionary<ISymbol, ProcessKey> completed = new(SymbolEqualityComparer.Default);
        foreach (IEventAssignmentOperation added in names.Body.Descendants().OfType<IEventAssignmentOperation>())
        {
            if (added is { Adds: true, EventReference: IEventReferenceOperation { Event.Name: "Exited", Instance: { } process } }
                && names.ProcessOf(process) is { } key)
            {
                foreach (ISymbol signal in CompletedBy(added.HandlerValue, names))
                {
                    completed[signal] = key;
                }
            }
        }

        return completed.Count == 0
            ? Enumerable.Empty<ProcessEvent>()
            : from operation in Engine.ControlFlow.ControlFlow.OperationsOf(body)
              where operation is ILocalReferenceOperation or IFieldReferenceOperation
              where completed.ContainsKey(Variable(operation)!)
              let wait = WaitOn(operation)
              where wait is not null
              select new ProcessEvent(
                  wait is IInvocationOperation call && WaitBound.IsBounded(call) ? ProcessEventKind.TimedWait : ProcessEventKind.Wait,
                  completed[Variable(operation)!],
                  ProcessStream.None,
                  wait,
                  wait);
    }

    private static IEnumerable<ISymbol> CompletedBy(IOperation handler, ProcessNames names)
    {
        IOperation? code = ValueOrigin.Unwrap(handler) switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } named => names.LocalFunction(named.Method)?.Body,
            IMethodReferenceOperation { Instance: { } completed, Method.Name: var name } when Signals.Completes(name) => completed,
            _ => null,
        };
        return code is null ? Enumerable.Empty<ISymbol>()
            : Variable(code) is { } itself ? new[] { itself }
            : Completed(code);
    }

    /// <summary>The locals and fields that some code completes.</summary>
    public static IEnumerable<ISymbol> Completed(IOperation code) => code.DescendantsAndSelf()
        .OfType<IInvocationOperation>()
        .Where(static call => Signals.Completes(call.TargetMethod.Name))
        .Select(static call => Variable(call.Instance is IConditionalAccessInstanceOperation accessed
            ? ValueOrigin.AccessedObject(accessed)
            : call.Instance))
        .OfType<ISymbol>();

    /// <summary>True when the member round a body waits for a signal, with or without a bound.</summary>
    public static bool IsWaitedFor(ISymbol signal, IOperation body) => LocalAssignments.Outermost(body).Descendants().Any(operation =>
        SymbolEqualityComparer.Default.Equals(Variable(operation), signal)
        && (WaitOn(operation) is not null || operation.Parent is IArgumentOperation or IArrayInitializerOperation
            || operation.Parent is IPropertyReferenceOperation { Property.Name: "Task" }));

    private static ISymbol? Variable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
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
