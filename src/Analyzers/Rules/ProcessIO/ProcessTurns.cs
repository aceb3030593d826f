using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// One local may hold several processes, one after the other; each is judged by what is done to it alone:
/// <code>p = Process.Start(list); p.WaitForExit(); p = Process.Start(show); Use(p.StandardOutput.ReadToEnd());</code>
/// </summary>
internal static class ProcessTurns
{
    /// <summary>The events of one key, once for each process that its local holds in turn.</summary>
    public static IEnumerable<ImmutableArray<ProcessEvent>> Of(
        ImmutableArray<ProcessEvent> events,
        IOperation body,
        ProcessNames names,
        ControlFlow flow,
        CancellationToken cancellationToken)
    {
        if (events[0].Process is not { IsInside: false, Symbol: ILocalSymbol local }
            || events.Any(static found => found.Kind == ProcessEventKind.Keep)
            || ReachingAssignments.Of(flow, names.Assignments, local, cancellationToken) is not { } assignments
            || assignments.Body != body)
        {
            return new[] { events };
        }

        return assignments.All
            .Select(index => events.Where(found => IsLate(found) || assignments.MaySee(found.At, index)).ToImmutableArray())
            .Where(static turn => !turn.IsEmpty);
    }

    /// <summary>What a lambda does it does to the process that the local holds by then.</summary>
    private static bool IsLate(ProcessEvent found) => found.At is IAnonymousFunctionOperation or IMethodReferenceOperation;
}
