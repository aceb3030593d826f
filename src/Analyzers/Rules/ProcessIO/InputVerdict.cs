using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>The input of a child: left open while the parent waits for its end, or filled while nobody reads its answers.</summary>
internal sealed class InputVerdict
{
    private readonly StartInfos _startInfos;

    public InputVerdict(StartInfos startInfos) => _startInfos = startInfos;

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        if (course.Events[0].Process.Symbol is IFieldSymbol or IPropertySymbol or ITypeSymbol
            || course.Events.Any(static found => found.Kind == ProcessEventKind.Keep))
        {
            yield break;
        }

        // Where both fit, closing the input is what helps.
        if (LeftOpen(course, cancellationToken) is { } open)
        {
            yield return open;
        }
        else if (FilledTooEarly(course) is { } filled)
        {
            yield return filled;
        }
    }

    /// <summary>A large write, while the child's output is read only later.</summary>
    private static ProcessFinding? FilledTooEarly(ProcessCourse course)
    {
        foreach (ProcessEvent write in course.Events.Where(
            static found => found is { Kind: ProcessEventKind.WriteBulk, Stream: ProcessStream.Input, IsConditional: false }))
        {
            if (course.IsInOtherHands(write)
                || course.Before(write).Any(static found => found.Stream == ProcessStream.Output && found.BeginsToRead))
            {
                continue;
            }

            List<ProcessEvent> late = course.After(write)
                .Where(found => found is { Stream: ProcessStream.Output, IsChoice: false }
                    && found.Reads
                    && course.Leads(write, found)
                    && !course.ShareALoop(write, found))
                .ToList();
            if (late.Count > 0)
            {
                return new ProcessFinding(
                    ProcessHazard.WritesBeforeReading,
                    write,
                    late.ToImmutableArray(),
                    ImmutableArray.Create(ProcessStream.Output));
            }
        }

        return null;
    }

    /// <summary>A wait for the end of a child that may wait for the end of its input.</summary>
    private ProcessFinding? LeftOpen(ProcessCourse course, CancellationToken cancellationToken)
    {
        foreach (ProcessEvent wait in course.Events.Where(
            static found =>
                found is { Kind: ProcessEventKind.Wait or ProcessEventKind.Drain, IsConditional: false, Stream: not ProcessStream.Input }))
        {
            List<ProcessEvent> before = course.Before(wait).ToList();
            if (course.IsInOtherHands(wait)
                || before.Exists(static found => found.Kind is ProcessEventKind.Kill or ProcessEventKind.Dispose
                    || (found.Stream == ProcessStream.Input && found.Kind is ProcessEventKind.CloseStream or ProcessEventKind.Pass))
                || before.FindLast(static found => found.Kind is ProcessEventKind.Write or ProcessEventKind.WriteBulk) is { IsShort: true })
            {
                continue;
            }

            ProcessEvent? opened = before.FindLast(static found => found.Kind is ProcessEventKind.Write or ProcessEventKind.WriteBulk)
                ?? RedirectingStart(course, before, cancellationToken);
            if (opened is not null && course.Leads(opened, wait) && !course.ShareALoop(opened, wait))
            {
                return new ProcessFinding(
                    ProcessHazard.LeavesInputOpen,
                    wait,
                    ImmutableArray.Create(opened),
                    ImmutableArray.Create(ProcessStream.Input));
            }
        }

        return null;
    }

    /// <summary>A start that redirects the input, when nothing is done to that at all.</summary>
    private ProcessEvent? RedirectingStart(ProcessCourse course, List<ProcessEvent> before, CancellationToken cancellationToken) =>
        course.Events.Any(static found => found.Stream == ProcessStream.Input)
            ? null
            : before.FindLast(found => found.Kind == ProcessEventKind.Start
                && found.Source is IInvocationOperation start
                && StartInfoReader.IsStart(start)
                && _startInfos.Of(start, cancellationToken).Switch("RedirectStandardInput") == Setting.Yes);
}
