using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// A time limit for a process that comes into effect only when its output has been read to the end, for which there is no limit.
/// <code>string text = p.StandardOutput.ReadToEnd();    if (!p.WaitForExit(5000)) { p.Kill(); }</code>
/// </summary>
internal sealed class LimitVerdict
{
    /// <summary>A wait that only lets the process finish what it does behind its last line.</summary>
    private const int TailMilliseconds = 50;

    private readonly ProcessKills _kills;

    public LimitVerdict(ProcessKills kills) => _kills = kills;

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        HashSet<ProcessEvent> reported = new();
        foreach (ProcessEvent limit in course.Events.Where(IsLimit))
        {
            ProcessEvent? read = course.Before(limit)
                .Where(found => OutputWaits.IsUnlimitedRead(course, found)
                    && found.At != limit.At
                    && course.Leads(found, limit)
                    && !course.ShareALoop(found, limit))
                .LastOrDefault();
            if (read is not null
                && reported.Add(read)
                && !course.IsInOtherHands(read)
                && !course.Before(read).Any(found => IsEnd(found) && course.Leads(found, read))
                && !_kills.AreBeside(read.At, LocalAssignments.Outermost(course.Body), cancellationToken))
            {
                yield return new ProcessFinding(
                    ProcessHazard.LimitsTooLate,
                    read,
                    ImmutableArray.Create(limit),
                    ImmutableArray.Create(read.Stream));
            }
        }
    }

    /// <summary>True for a timed wait for the exit, and for a kill when a time is over.</summary>
    private static bool IsLimit(ProcessEvent found) => !found.IsConditional && found switch
    {
        { Kind: ProcessEventKind.TimedWait, Source: IInvocationOperation { TargetMethod: { Name: "WaitForExit" } wait } call } =>
            ProcessNames.IsProcess(wait.ContainingType) && WaitBound.TimeoutOf(call) is not <= TailMilliseconds,
        { Kind: ProcessEventKind.Kill } => ControlFlow.BranchesRound(found.At).Any(static branch =>
            branch.Parent is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf().Any(IsTime)),
        _ => false,
    };

    private static bool IsTime(IOperation operation) => KnownNames.ClockTypes.HasTypeOf(operation.Type);

    /// <summary>True for what has ended the process, or waited for its end.</summary>
    private static bool IsEnd(ProcessEvent found) =>
        found.Kind is ProcessEventKind.Kill or ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.GiveUp;
}
