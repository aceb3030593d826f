using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFE201–203: a finalizer uses a collection under a lock, takes a lock, or waits.
/// Reported when a finalizer context reaches it and application code can hold the lock, or the wait has no bound.
/// Left alone when the lock or the collection belongs to the dying object alone, taking it gives up (TryEnter), the wait
/// is bounded or does not happen at shutdown, or the code runs only while disposing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingFinalizerAnalyzer : ProcessSafetyAnalyzer
{
    public BlockingFinalizerAnalyzer()
        : base(Rules.FinalizerUsesLockedCollection, Rules.FinalizerTakesSharedLock, Rules.FinalizerBlocks)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterFinalizerAction(model, (paths, report, cancellationToken) =>
        {
            HashSet<(Site, Value)> reported = new();
            ReportLockedCollections(paths, Lifetimes.Of(model), reported, report, cancellationToken);
            ReportLocks(paths, Lifetimes.Of(model), reported, report, cancellationToken);
            ReportWaits(FinalizerWaits.Of(model).In(paths, cancellationToken), model, report, cancellationToken);
        });

    private static void ReportLockedCollections(
        ImmutableArray<CallPath> paths,
        Lifetimes lifetimes,
        HashSet<(Site, Value)> reportedLocks,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        HashSet<(Site, Value Lock, Value? Collection)> reported = new();
        foreach (CallPath path in paths)
        {
            if (path.Fact is CollectionChanged
                && lifetimes.IsShared(path.Subject, cancellationToken)
                && path.Held.LastOrDefault(held => IsStalling(held) && lifetimes.IsShared(held.Lock, cancellationToken)) is { } held)
            {
                Site place = PlaceOf(held, path);
                reportedLocks.Add((place, held.Lock));
                if (reported.Add((place, held.Lock, path.Hops.IsEmpty ? path.Subject : null)))
                {
                    report(Rules.FinalizerUsesLockedCollection.At(
                        path,
                        SharedMember.Properties(DiagnosticProperties.Collection, path.Subject),
                        path.TextTo(held),
                        SharedMember.Name(path.Subject)));
                }
            }
        }
    }

    private static void ReportLocks(
        ImmutableArray<CallPath> paths,
        Lifetimes lifetimes,
        HashSet<(Site, Value)> reported,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        HashSet<(Site First, Site Lock)> places = new();
        foreach (CallPath path in paths)
        {
            // Recursion through a field takes the same lock statement again, each time of another object.
            if (path.Fact is LockTaken
                && lifetimes.IsShared(path.Subject, cancellationToken)
                && reported.Add((path.First, path.Subject))
                && places.Add((path.First, path.Fact.Site)))
            {
                report(Rules.FinalizerTakesSharedLock.At(path, null, path.Text));
            }
        }
    }

    /// <summary>The nearest wait that a place leads to stands for all behind it: none of them is reached before it ends.</summary>
    private static void ReportWaits(
        IEnumerable<CallPath> waits,
        ProcessModel model,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        foreach (IGrouping<Site, CallPath> behind in waits.GroupBy(static path => path.First))
        {
            CallPath path = behind.First();
            string what = path.Fact is Waited { IsSleep: true }
                ? "blocks the finalizer thread for a second or longer"
                : "waits indefinitely";
            report(Rules.FinalizerBlocks.At(path, FinalizerCode.Properties(behind, model, cancellationToken), path.Text, what));
        }
    }

    /// <summary>The place in the root's own body that leads to the lock: the first call, or the lock itself.</summary>
    private static Site PlaceOf(PathLock held, CallPath path) => held.Depth == 0 ? held.Site : path.First;

    private static bool IsStalling(PathLock held) => !held.IsBounded && held.Kind is not (LockKind.Mutex or LockKind.Semaphore);
}
