using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE801 and PSAFE808: an exit handler waits for other code, or takes a lock that other code may hold.
/// Reported as PSAFE801 when a handler of the process's end waits indefinitely for what other code completes, polls a flag that other code
/// sets, or takes a lock that some code holds around Environment.Exit; as PSAFE808 for every other shared lock in any exit context. Left
/// alone when the wait is bounded, is for work of the handler itself, or is for code that the handler has asked to end and that does not
/// call Environment.Exit; when taking the lock gives up (TryEnter), or the lock is the handler's own.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingExitHandlerAnalyzer : ProcessSafetyAnalyzer
{
    public BlockingExitHandlerAnalyzer()
        : base(Rules.ExitHandlerBlocks, Rules.ExitHandlerTakesLock)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterExitHandlerAction(model, (handler, report, cancellationToken) =>
        {
            ImmutableArray<CallPath> paths = handler.Paths(cancellationToken);
            HashSet<Site> reported = handler.IsLastCall
                ? new(paths.Where(static path => path.Fact is ProcessEnded { RunsHandlers: true }).Select(static path => path.First))
                : new();
            HashSet<Site> blocking = new();
            foreach (CallPath path in paths)
            {
                if (handler.IsLastCall
                    && !reported.Contains(path.First)
                    && Obstacle(handler, path, paths, model, cancellationToken) is { } obstacle)
                {
                    blocking.Add(path.First);
                    report(Rules.ExitHandlerBlocks.At(
                        path,
                        HandlerCode.Properties(path, handler, model, cancellationToken),
                        path.Text,
                        obstacle));
                }
            }

            reported.UnionWith(blocking);
            foreach (CallPath path in paths)
            {
                if (path.Fact is LockTaken
                    && !reported.Contains(path.First)
                    && handler.IsShared(path.Subject, cancellationToken)
                    && IsUsedElsewhere(path, handler, model, cancellationToken))
                {
                    report(Rules.ExitHandlerTakesLock.At(
                        path,
                        HandlerCode.Properties(path, handler, model, cancellationToken),
                        path.Text));
                }
            }
        });

    /// <summary>False for a lock that the handler and what it alone calls take, against another call of itself.</summary>
    private static bool IsUsedElsewhere(CallPath path, ExitHandler handler, ProcessModel known, CancellationToken cancellationToken) =>
        SignalPlaces.Holder(path.Subject) is not { } holder
        || (!path.Hops.IsEmpty && holder.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable))
        || SignalPlaces.Of(path.Subject, known, cancellationToken)
            .Any(place => SignalUse.IsLookedAt(place) && !handler.Owns(place, cancellationToken));

    /// <summary>What keeps the process from exiting at the end of the path; null when nothing is known to.</summary>
    private static string? Obstacle(
        ExitHandler handler,
        CallPath path,
        ImmutableArray<CallPath> paths,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        path.Fact switch
        {
            LockTaken when handler.IsShared(path.Subject, cancellationToken)
                && ExitLocks.Of(known).ExitUnder(path.Subject, cancellationToken) is { } exit =>
                $"'{exit.Text}' calls Environment.Exit while it holds the lock",
            Waited or Polled when ExitWaits.IsForOtherCode(path, handler, known, cancellationToken)
                && (!paths.Any(other => other.Fact is Signalled or TaskCompleted && IsBefore(other, path))
                    || ExitWaits.IsForAnExit(path.Subject, handler, known, cancellationToken)) =>
                "a thread that has called Environment.Exit never continues",
            _ => null,
        };

    /// <summary>True when the first path's end runs before the second one's, as far as the order in source tells.</summary>
    private static bool IsBefore(CallPath first, CallPath second)
    {
        ImmutableArray<Site> left = first.Hops.Add(first.Fact.Site);
        ImmutableArray<Site> right = second.Hops.Add(second.Fact.Site);
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].Tree == right[i].Tree && left[i].Span.Start < right[i].Span.Start;
            }
        }

        return false;
    }
}
