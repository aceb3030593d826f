using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE305: a process that dies while it holds a named mutex leaves it abandoned, and the next wait throws although it has succeeded.
/// Reported on a wait for a mutex with a name around which nothing catches AbandonedMutexException, and on a release that an
/// exception skips. Left alone: mutexes without a name or of unknown origin, waits caught in the method or by every caller of a
/// private one, and documented ones.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AbandonedMutexAnalyzer : ProcessSafetyAnalyzer
{
    private const string Exception = "AbandonedMutexException";

    public AbandonedMutexAnalyzer()
        : base(Rules.MutexIsAbandoned)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            CancellationToken cancellationToken = file.CancellationToken;
            foreach (IInvocationOperation call in MutexCalls.MisplacedIn(file))
            {
                if (LockUse.Of(call) is not { Kind: LockKind.Mutex } use || !IsNamed(use.Target, model, cancellationToken))
                {
                    continue;
                }

                // PSAFE312 and PSAFE313 speak before: first the code has to know whether it has the mutex.
                if ((use.Action == LockAction.Release
                        ? SkippedRelease.IsSkipped(call, Budgets.LockCalls, hasWorked: false, model, cancellationToken)
                        : !IsDocumented(call.Syntax) && !IsCaught(call, Budgets.LockCalls, model, cancellationToken))
                    && DroppedWait.ReleaseAfter(call, model, cancellationToken) is null
                    && UnownedRelease.Of(call, model, cancellationToken) is null)
                {
                    ImmutableDictionary<string, string?> properties = use.Action == LockAction.Release
                        && SkippedRelease.OnlyTaking(call, model, cancellationToken) is { } taking
                            ? ImmutableDictionary<string, string?>.Empty.Add(
                                DiagnosticProperties.Taking,
                                taking.Syntax.SpanStart.ToString(CultureInfo.InvariantCulture))
                            : ImmutableDictionary<string, string?>.Empty;
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.MutexIsAbandoned,
                        call.Syntax.GetLocation(),
                        properties,
                        Sites.OneLine(call.Syntax.ToString()),
                        use.Action == LockAction.Release
                            ? "is skipped if code before it throws: the mutex is abandoned when the thread ends. Move it into a "
                                + "finally block"
                            : "throws if the owner has died: this thread then owns the mutex and never releases it. Catch "
                                + "AbandonedMutexException, and check the data"));
                }
            }
        });

    /// <summary>
    /// True when all that the mutex may be is seen, through factories too, and has a name. Where it is null nothing waits.
    /// </summary>
    private static bool IsNamed(IOperation? mutex, ProcessModel model, CancellationToken cancellationToken) =>
        mutex is not null
        && ValueSources.Of(model).Of(mutex, cancellationToken).Where(static origin => !ValueOrigin.IsNull(origin)).ToList()
            is { Count: > 0 } origins
        && origins.All(origin => NamedPrimitives.Of(model).Of(origin, cancellationToken)
            is { NameArgument: not null, IsUnnamed: false } primitive

            // PSAFE303 reports a name that Unix refuses: until that is mended there is no mutex to be abandoned.
            && MutexName.Problem(primitive.Name) is null);

    /// <summary>True when the comments above the method or its type name the exception.</summary>
    private static bool IsDocumented(SyntaxNode call) =>
        call.Ancestors()
            .OfType<MemberDeclarationSyntax>()
            .Any(static member => member.GetLeadingTrivia().ToFullString().Contains(Exception));

    /// <summary>True for a wait in a try that catches the exception, or where all that is seen to run it is in one.</summary>
    private static bool IsCaught(IOperation call, int levels, ProcessModel model, CancellationToken cancellationToken) =>
        MutexCalls.IsCaught(call)
        || (levels > 0
            && Callers.Of(model).RunsAround(call, areAll: false, cancellationToken) is { Count: > 0 } runs
            && runs.All(run => IsCaught(run, levels - 1, model, cancellationToken)));
}
