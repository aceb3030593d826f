using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Waits and reads that are in each other's way: a child that writes more than its pipe holds waits until somebody reads.
/// </summary>
internal static class ReadingVerdict
{
    private static readonly ProcessStream[] Streams = { ProcessStream.Output, ProcessStream.Error };

    public static IEnumerable<ProcessFinding> Of(ProcessCourse course)
    {
        List<ProcessFinding> waits = Waits(course).ToList();
        return waits.Concat(Reads(course).Where(read => !waits.Exists(wait => wait.Streams.Intersect(read.Streams).Any())));
    }

    /// <summary>The wait for exit that comes before a stream is read.</summary>
    private static IEnumerable<ProcessFinding> Waits(ProcessCourse course)
    {
        ProcessEvent? reported = null;
        foreach (ProcessEvent wait in course.Events)
        {
            if (!wait.Waits || wait.IsConditional || (reported is not null && course.Leads(reported, wait)) || IsLeftAlone(course, wait))
            {
                continue;
            }

            List<ProcessEvent> late = Streams.SelectMany(stream => LateReads(course, wait, stream)).ToList();
            if (late.Count > 0)
            {
                reported = wait;
                yield return new ProcessFinding(
                    ProcessHazard.WaitsBeforeReading,
                    wait,
                    late.ToImmutableArray(),
                    late.Select(static read => read.Stream).Distinct().ToImmutableArray());
            }
        }
    }

    private static IEnumerable<ProcessEvent> LateReads(ProcessCourse course, ProcessEvent wait, ProcessStream stream)
    {
        if (course.IsBeingRead(stream, wait))
        {
            return Enumerable.Empty<ProcessEvent>();
        }

        // A handler of Exited runs late, wherever it stands.
        List<ProcessEvent> reads = course.Events.Where(found => found.Stream == stream && found.Kind == ProcessEventKind.ReadLate)
            .Concat(course.After(wait).Where(found => found.Stream == stream && found.Reads && course.Leads(wait, found)))
            .ToList();
        return wait.Kind != ProcessEventKind.Wait && reads.Exists(read => course.ShareALoop(wait, read))
            ? Enumerable.Empty<ProcessEvent>()
            : reads;
    }

    /// <summary>The read of one stream to its end that comes before the other stream is read.</summary>
    private static IEnumerable<ProcessFinding> Reads(ProcessCourse course)
    {
        ProcessEvent? reported = null;
        foreach (ProcessEvent drain in course.Events.Where(
            static found => found is
            {
                Kind: ProcessEventKind.Drain,
                IsChoice: false,
                IsConditional: false,
                Stream: ProcessStream.Output or ProcessStream.Error,
            }))
        {
            ProcessStream other = drain.Stream == ProcessStream.Output ? ProcessStream.Error : ProcessStream.Output;
            if ((reported is not null && course.Leads(reported, drain))
                || IsLeftAlone(course, drain)
                || course.IsBeingRead(other, drain))
            {
                continue;
            }

            List<ProcessEvent> late = course.After(drain)
                .Where(found => found.Stream == other
                    && found.Reads
                    && found is { IsChoice: false, Kind: not ProcessEventKind.ReadLate }
                    && course.Leads(drain, found)
                    && (ReadsToEnd(drain) || !course.ShareALoop(drain, found)))
                .ToList();
            if (late.Count > 0)
            {
                reported = drain;
                yield return new ProcessFinding(ProcessHazard.ReadsInTurn, drain, late.ToImmutableArray(), ImmutableArray.Create(other));
            }
        }
    }

    /// <summary>
    /// True for a call that reads to the end by itself, in whatever loop it stands; lines of two streams may alternate in one.
    /// <code>while (!p.HasExited) { output += p.StandardOutput.ReadToEnd(); errors += p.StandardError.ReadToEnd(); }</code>
    /// </summary>
    private static bool ReadsToEnd(ProcessEvent drain) =>
        !drain.IsOfEach
        && drain.Source is IInvocationOperation { TargetMethod.Name: var name } && KnownNames.WholeReads.Has(name);

    /// <summary>
    /// Others may read by now, or nobody writes any more. If others had begun since the start, the read that stands here would fail.
    /// </summary>
    private static bool IsLeftAlone(ProcessCourse course, ProcessEvent place) =>
        course.IsInOtherHands(place)
        || (course.Before(place).Any(static found => found.Kind == ProcessEventKind.Kill)
            && !course.IsReachedWithout(place, static found => found.Kind == ProcessEventKind.Kill));
}
