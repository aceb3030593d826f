using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Waits for the exit of a process that may end before the process does: with a token, a limit, or a delay next to them.
/// <code>await p.WaitForExitAsync(token);    await Task.WhenAny(exit, Task.Delay(5000));</code>
/// </summary>
internal static class EarlyEnds
{
    /// <summary>The places where the task of a call of WaitForExitAsync is waited for with an end of their own.</summary>
    public static IEnumerable<ProcessEvent> Of(IInvocationOperation call, ProcessKey process, ProcessNames names)
    {
        IInvocationOperation? limited = WaitBound.IsBounded(call) ? call : null;
        IEnumerable<IOperation> tasks = TaskUse.KeptIn(call) is { } kept
            ? names.Body.Descendants().Where(operation => operation is ILocalReferenceOperation { Local: var local }
                && SymbolEqualityComparer.Default.Equals(local, kept))
            : new[] { call };
        return
            from task in tasks
            let end = EndOf(task, limited, names)
            where end is not null
            select new ProcessEvent(ProcessEventKind.GiveUp, process, ProcessStream.None, end.Value.Limit, end.Value.Wait);
    }

    /// <summary>What ends the wait for a task early, and the wait; null where nothing does.</summary>
    private static (IOperation Limit, IOperation Wait)? EndOf(IOperation task, IInvocationOperation? limited, ProcessNames names)
    {
        IOperation whole = Destination.Whole(task);
        switch (whole.Parent)
        {
            case IInvocationOperation { TargetMethod.Name: "WaitAsync" } call when call.Instance == whole:
                return EndOf(call, WaitBound.IsBounded(call) ? call : limited, names);
            case IInvocationOperation { TargetMethod.Name: var name } call when call.Instance == whole && KnownNames.SameTask.Has(name):
                return EndOf(call, limited, names);
        }

        if (TogetherWith(whole) is { } together)
        {
            bool endsEarly = together.TargetMethod.Name == "WhenAny" && together.Descendants().Any(part => IsDelay(part, names));
            return endsEarly ? TaskUse.WaitOn(together) is { } wait ? (together, wait) : null
                : together.TargetMethod.Name == "WhenAll" ? EndOf(together, limited, names)
                : null;
        }

        return limited is not null && TaskUse.WaitOn(whole) is { } end ? (limited, end) : null;
    }

    /// <summary>The call of Task.WhenAny or Task.WhenAll that a task is an argument of, in a list or by itself.</summary>
    private static IInvocationOperation? TogetherWith(IOperation task)
    {
        IOperation? outer = task.Parent;
        while (outer is IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or IConversionOperation
            || (outer is not null && Elements.Of(outer) is not null))
        {
            outer = outer.Parent;
        }

        return outer is IInvocationOperation { TargetMethod: { Name: "WhenAny" or "WhenAll", ContainingType: var type } } call
            && TaskUse.IsTask(type)
                ? call
                : null;
    }

    private static bool IsDelay(IOperation task, ProcessNames names) => task switch
    {
        IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: var type } } => TaskUse.IsTask(type),
        ILocalReferenceOperation { Local: var local } => names.Assignments.Of(local) is { Count: 1 } values
            && values[0] is IInvocationOperation made
            && IsDelay(made, names),
        _ => false,
    };
}
