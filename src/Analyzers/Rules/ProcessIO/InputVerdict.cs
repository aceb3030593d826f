using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>The input of a child: left open while the parent waits for its end, or filled while nobody reads its answers.</summary>
internal sealed class InputVerdict
{
    private readonly StartInfos _startInfos;
    private readonly HeldProcesses _held;
    private readonly ValueSources _sources;

    public InputVerdict(StartInfos startInfos, HeldProcesses held, ValueSources sources) =>
        (_startInfos, _held, _sources) = (startInfos, held, sources);

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        if (course.Events[0].Process.Symbol is ITypeSymbol)
        {
            yield break;
        }

        // Where both fit, closing the input is what helps. What a member keeps others may close, by a command too that ends the child.
        bool isKept = course.Events[0].Process.Symbol is IFieldSymbol or IPropertySymbol
            || course.Events.Any(static found => found.Kind == ProcessEventKind.Keep);
        List<ProcessFinding> open = isKept ? new List<ProcessFinding>() : LeftOpen(course, cancellationToken).ToList();
        foreach (ProcessFinding finding in open)
        {
            yield return finding;
        }

        if (open.Count == 0
            && FilledTooEarly(course, cancellationToken) is { } filled
            && !(isKept && IsReadElsewhere(course, cancellationToken)))
        {
            yield return filled;
        }
    }

    /// <summary>True when another body reads the output of the process that a member keeps, or may do so.</summary>
    private bool IsReadElsewhere(ProcessCourse course, CancellationToken cancellationToken) =>
        _held.EventsElsewhere(course, cancellationToken) is not { } events
        || events.Any(found => found.HandsOver
            || (found is { Stream: ProcessStream.Output, BeginsToRead: true } && !course.Events.Any(own => own.Source == found.Source)));

    /// <summary>A large write, while the child's output is read only later.</summary>
    private ProcessFinding? FilledTooEarly(ProcessCourse course, CancellationToken cancellationToken)
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

            // Asked last: it looks at the conditions around the write, and at callers.
            if (late.Count > 0 && !IsSmallOption(write.Source, cancellationToken))
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

    /// <summary>
    /// A text that its method can do without is mostly a password or an answer. It is large for certain only where a caller passes what
    /// it has read to the end.
    /// <code>if (answer is not null) { p.StandardInput.Write(answer); }</code>
    /// </summary>
    private bool IsSmallOption(IOperation write, CancellationToken cancellationToken) =>
        StreamOperations.WrittenParameter(write) is { } text
        && NullChecks.Of(text.Parameter, LocalAssignments.Outermost(write)) == NullCheck.Branches
        && !_sources.Of(text, cancellationToken)
            .Select(static source => source is IAwaitOperation await ? TaskUse.Awaited(await) : source)
            .Any(static source => source is IInvocationOperation { TargetMethod: var read }
                && (DataSources.ReadsAll(read) || DataSources.ReadsToEnd(read)));

    /// <summary>Waits for the end of a child that may wait for the end of its input; of two in one run the first.</summary>
    private IEnumerable<ProcessFinding> LeftOpen(ProcessCourse course, CancellationToken cancellationToken)
    {
        List<ProcessEvent> reported = new();
        foreach (ProcessEvent wait in course.Events.Where(
            static found =>
                found is { Kind: ProcessEventKind.Wait or ProcessEventKind.Drain, IsConditional: false, Stream: not ProcessStream.Input }))
        {
            List<ProcessEvent> before = course.Before(wait).ToList();
            if (course.IsInOtherHands(wait)
                || before.Exists(found => (found.Kind is ProcessEventKind.Kill or ProcessEventKind.Dispose
                        || (found.Stream == ProcessStream.Input && found.Kind is ProcessEventKind.CloseStream or ProcessEventKind.Pass))
                    && !course.IsApart(found, wait))
                || before.FindLast(static found => found.Kind is ProcessEventKind.Write or ProcessEventKind.WriteBulk) is { IsShort: true })
            {
                continue;
            }

            ProcessEvent? opened = before.FindLast(static found => found.Kind is ProcessEventKind.Write or ProcessEventKind.WriteBulk)
                ?? RedirectingStart(course, before, cancellationToken);
            if (opened is not null
                && course.Leads(opened, wait)
                && !course.ShareALoop(opened, wait)
                && !reported.Exists(earlier => course.Leads(earlier, wait)))
            {
                reported.Add(wait);
                yield return new ProcessFinding(
                    ProcessHazard.LeavesInputOpen,
                    wait,
                    ImmutableArray.Create(opened),
                    ImmutableArray.Create(ProcessStream.Input));
            }
        }
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
