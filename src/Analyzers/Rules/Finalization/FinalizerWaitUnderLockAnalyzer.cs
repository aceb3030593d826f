using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFE206: code waits for finalizers while it holds a lock.
/// Reported on the call inside the locked region that is, or leads to, GC.WaitForPendingFinalizers or GC.GetTotalMemory(true).
/// Left alone outside of locks, under a SemaphoreSlim, under a mutex that stands for the running program and that no finalizer takes,
/// and when the wait runs on another thread.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FinalizerWaitUnderLockAnalyzer : ProcessSafetyAnalyzer
{
    public FinalizerWaitUnderLockAnalyzer()
        : base(Rules.WaitsForFinalizersUnderLock)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            HashSet<Site> reported = new();
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            foreach (string name in Callers(model).Names(file.CancellationToken))
            {
                foreach (SyntaxToken mention in index.Occurrences(name, cancellationToken: file.CancellationToken))
                {
                    foreach (SyntaxNode body in CallerNames.BodiesRound(mention.Parent!))
                    {
                        Check(model, body, mention, reported, file.ReportDiagnostic, file.CancellationToken);
                    }
                }
            }
        });

    /// <summary>What waits for finalizers, and what calls that by name.</summary>
    private static CallerNames Callers(ProcessModel model) =>
        model.Get(static model => new CallerNames(model.Compilation, "WaitForPendingFinalizers", "GetTotalMemory"));

    private static void Check(
        ProcessModel known,
        SyntaxNode body,
        SyntaxToken mention,
        HashSet<Site> reported,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        if (CodeReach.Of(known).BodyRoot(body, cancellationToken) is not { Facts: { } facts } root)
        {
            return;
        }

        foreach (Step step in facts.Steps)
        {
            if (step.Site.Tree == mention.SyntaxTree
                && step.Site.Span.Contains(mention.Span)
                && step.Held.LastOrDefault(Counts) is { } held
                && CodeReach.Of(known).From(root, ImmutableArray.Create(Here(step)), cancellationToken)
                    .FirstOrDefault(static path => path.Fact is FinalizersAwaited) is { } found)
            {
                CallPath path = step.InlinedAt is { } call ? found with { Hops = found.Hops.Insert(0, call) } : found;
                string? finalizer = FinalizerLocks.TakerOf(held.Lock, known, cancellationToken);
                if (finalizer is null
                    && held.Kind == LockKind.Mutex
                    && MutexRole.MayStandForTheProgram(held.Lock, known, cancellationToken))
                {
                    continue;
                }

                string taker = finalizer is not null
                    ? $", which '{finalizer}' takes"
                    : string.Empty;
                if (reported.Add(path.First))
                {
                    report(Rules.WaitsForFinalizersUnderLock.At(path, Properties(step), path.Text, held.Expression, taker));
                }
            }
        }
    }

    private static bool Counts(HeldLock held) => held.Kind is not (LockKind.Semaphore or LockKind.Spin);

    /// <summary>Where each lock is taken that is held there; nothing where another body than the reported one waits.</summary>
    private static ImmutableDictionary<string, string?>? Properties(Step step) => step.InlinedAt is not null
        ? null
        : ImmutableDictionary<string, string?>.Empty.Add(
            DiagnosticProperties.Held,
            string.Join(",", step.Held.Where(Counts).Select(static held => (held.Region ?? held.Site.Span).Start)));

    /// <summary>The step as the thread runs it that holds the lock: an await before it changes nothing.</summary>
    private static Step Here(Step step) => step with { Guards = Guards.None };
}
