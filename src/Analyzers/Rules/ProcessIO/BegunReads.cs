using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Reads that are begun in one place and waited for in another.
/// <code>Task&lt;string&gt; reading = p.StandardOutput.ReadToEndAsync();    string output = await reading;</code>
/// </summary>
internal static class BegunReads
{
    /// <summary>The waits for the end of what was begun.</summary>
    /// <param name="events">What begins reads, among others.</param>
    /// <param name="body">Where they are waited for.</param>
    /// <param name="isResultOf">Whether an expression is the task of a call, from wherever it was kept or handed to.</param>
    /// <param name="waitOfCallee">The call that waits for a task which it is given.</param>
    public static IEnumerable<ProcessEvent> Ends(
        IReadOnlyList<ProcessEvent> events,
        IOperation body,
        Func<IOperation, IOperation, bool> isResultOf,
        Func<IOperation, IOperation?> waitOfCallee) =>
        from found in events
        where found is { Kind: ProcessEventKind.BeginRead, Stream: ProcessStream.Output or ProcessStream.Error or ProcessStream.Itself }
        where found.IsOfTask || (!found.IsOfCallee && found.Source is not IInvocationOperation { TargetMethod.ReturnsVoid: true })
        let task = TaskOf(found.At)
        where task is not null
        from wait in TaskUse.WaitOn(task) is { } together ? new[] { together } : WaitsOn(task, body, isResultOf, waitOfCallee)
        where wait != found.At
        select found with
        {
            Kind = ProcessEventKind.Drain,
            Operation = wait,
            Source = found.IsOfCallee ? found.Source : wait,
            At = wait,
            Position = wait.Syntax.Span.End,
            IsConditional = false,
        };

    /// <summary>The task that a begun read belongs to: the call that begins it, or that runs the lambda which does.</summary>
    private static IOperation? TaskOf(IOperation begun)
    {
        IOperation? outer = begun;
        while (outer is IAnonymousFunctionOperation or IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
        {
            outer = outer.Parent;
        }

        return outer is IInvocationOperation { TargetMethod.ReturnType.Name: "Task" or "ValueTask" } ? outer : null;
    }

    private static IEnumerable<IOperation> WaitsOn(
        IOperation task,
        IOperation body,
        Func<IOperation, IOperation, bool> isResultOf,
        Func<IOperation, IOperation?> waitOfCallee) =>
        from operation in Engine.ControlFlow.ControlFlow.OperationsOf(body)
        where operation is ILocalReferenceOperation or IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol }
            && TaskUse.IsTask(operation.Type)
            && SymbolEqualityComparer.Default.Equals(operation.Type, task.Type)
        let wait = TaskUse.WaitOn(operation) ?? waitOfCallee(operation)
        where wait is not null && isResultOf(operation, task)
        group wait by wait into waits
        select waits.Key;
}
