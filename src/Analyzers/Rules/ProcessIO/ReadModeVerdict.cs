using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// One stream that is read both by its reader and by events: a Process keeps to the way that came first, also when it is started again,
/// and throws at the other.
/// </summary>
internal static class ReadModeVerdict
{
    public static IEnumerable<ProcessFinding> Of(ProcessCourse course)
    {
        HashSet<ProcessStream> reported = new();
        foreach (ProcessEvent byEvents in course.Events.Where(static found => !found.IsConditional && OutputWaits.IsByEvents(found)))
        {
            foreach (ProcessEvent byReader in course.Events.Where(found => found.Stream == byEvents.Stream && IsByReader(found)))
            {
                (ProcessEvent First, ProcessEvent Second)? order =
                    LeadsTo(course, byEvents, byReader) ? (byEvents, byReader)
                    : LeadsTo(course, byReader, byEvents) ? (byReader, byEvents)
                    : null;
                if (order is var (first, second) && !course.IsInOtherHands(second) && reported.Add(byEvents.Stream))
                {
                    yield return new ProcessFinding(
                        ProcessHazard.MixesReads,
                        second,
                        ImmutableArray.Create(first),
                        ImmutableArray.Create(byEvents.Stream));
                }
            }
        }
    }

    private static bool IsByReader(ProcessEvent found) =>
        found is { IsConditional: false, IsChoice: false, IsOfEach: false }
        && (found.BeginsToRead || found.Kind == ProcessEventKind.ReadLate)
        && !OutputWaits.IsByEvents(found);

    /// <summary>
    /// True when one comes to the other on some way: past a new start of the same object too, but not past what makes another one.
    /// </summary>
    private static bool LeadsTo(ProcessCourse course, ProcessEvent from, ProcessEvent to) =>
        from.At != to.At
        && (course.Leads(from, to) || (IsStartedAgain(course) && course.Before(to).Contains(from) && !course.IsApart(from, to)));

    /// <summary>True for one object of a local that is started several times, in no loop that may make another.</summary>
    private static bool IsStartedAgain(ProcessCourse course) =>
        course.Events[0].Process is { IsInside: false, Symbol: ILocalSymbol }
        && course.Starts.Count > 1
        && course.Starts.All(static start => start.Source is IInvocationOperation { Instance: not null }
            && ControlFlow.LoopRound(start.At) is null);
}
