using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Streams that are redirected for certain, and that nobody ever reads.</summary>
internal sealed class UnreadVerdict
{
    private static readonly ProcessStream[] Streams = { ProcessStream.Output, ProcessStream.Error };

    private readonly StartInfos _startInfos;
    private readonly HeldProcesses _held;
    private readonly UnreadByChoice _choice;
    private readonly ProcessHands _hands;

    public UnreadVerdict(StartInfos startInfos, HeldProcesses held, UnreadByChoice choice, ProcessHands hands) =>
        (_startInfos, _held, _choice, _hands) = (startInfos, held, choice, hands);

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        if (course.Starts.Count == 0
            || course.Events[0].Process is { Symbol: IParameterSymbol or ITypeSymbol }
                or { IsOfTuple: true, Symbol: not (null or ILocalSymbol) })
        {
            yield break;
        }

        bool areOthers = ProcessHands.Have(course);
        ImmutableArray<ProcessEvent>? others = null;
        foreach (ProcessEvent start in course.Starts)
        {
            if (IsClosedAtOnce(course))
            {
                yield break;
            }

            List<(ProcessStream Stream, string? When)> unread = new();
            foreach (ProcessStream stream in Streams)
            {
                string? when = null;
                if (!IsRead(course.Events, stream)
                    || (!areOthers && (when = WhenUnread(course, start, stream, cancellationToken)) is not null))
                {
                    unread.Add((stream, when));
                }
            }

            if (unread.Count == 0)
            {
                continue;
            }

            StartInfo info = start.Told(_startInfos, cancellationToken);
            foreach ((ProcessStream stream, string? when) in unread
                .Where(found => info.Switch("RedirectStandard" + found.Stream) == Setting.Yes))
            {
                if (areOthers && !_hands.LeaveUnread(course, start, stream, cancellationToken))
                {
                    continue;
                }

                others ??= _held.EventsElsewhere(course, cancellationToken);
                if (others is not { } elsewhere
                    || elsewhere.Any(static found => found.HandsOver)
                    || IsRead(elsewhere, stream))
                {
                    continue;
                }

                // Of two streams that one expression chooses from, the other one stays unread.
                bool isChosen = course.Events.Any(found => found.Stream == stream && found.IsChoice && found.Reads);
                if (isChosen
                    && (stream == ProcessStream.Output
                        || info.Switch("RedirectStandardOutput") != Setting.Yes
                        || !unread.Exists(static found => found.Stream == ProcessStream.Output)))
                {
                    continue;
                }

                yield return new ProcessFinding(
                    ProcessHazard.NeverReads,
                    start,
                    ImmutableArray.Create(start),
                    ImmutableArray.Create(stream))
                {
                    Redirect = info.Of("RedirectStandard" + stream).LastOrDefault(setting => IsIn(course.Body, setting.Place)),
                    IsRedirected = !isChosen && when is null && start.Process is not { IsInside: true, IsOfTuple: false },
                    When = when,
                };
            }
        }
    }

    /// <summary>When a stream of a process that only this body has is left unread, though it is read otherwise.</summary>
    private string? WhenUnread(ProcessCourse course, ProcessEvent start, ProcessStream stream, CancellationToken cancellationToken) =>
        course.Events[0].Process.Symbol is null or ILocalSymbol && course.Events.All(static found => found.Kind != ProcessEventKind.Keep)
            ? _choice.Of(course, start, stream, cancellationToken)
            : null;

    private static bool IsRead(IEnumerable<ProcessEvent> events, ProcessStream stream) =>
        events.Any(found => found.Stream == stream && !found.IsChoice && (found.BeginsToRead || found.Reads));

    /// <summary>A process that is disposed of while nobody waits for it: its pipes are closed, and its writes fail.</summary>
    private static bool IsClosedAtOnce(ProcessCourse course) =>
        course.Events.Any(static found => found.Kind == ProcessEventKind.Dispose)
        && !course.Events.Any(static found => found.Waits || found.Kind == ProcessEventKind.Drain);

    private static bool IsIn(IOperation body, IOperation place) =>
        body.Syntax.SyntaxTree == place.Syntax.SyntaxTree && body.Syntax.Span.Contains(place.Syntax.Span);
}
