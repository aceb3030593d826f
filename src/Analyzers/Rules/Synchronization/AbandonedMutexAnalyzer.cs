using System.Collections.Generic;
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
/// Reported on a wait for a mutex with a name round which nothing catches AbandonedMutexException, and on a release that an
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

                if (use.Action == LockAction.Release
                    ? IsSkipped(call, Budgets.LockCalls, model, cancellationToken)
                    : !IsDocumented(call.Syntax) && !IsCaught(call, Budgets.LockCalls, model, cancellationToken))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.MutexIsAbandoned,
                        call.Syntax.GetLocation(),
                        Sites.OneLine(call.Syntax.ToString()),
                        use.Action == LockAction.Release
                            ? "is skipped when something before it throws: the mutex stays taken, and is abandoned when the thread ends. "
                                + "Move it into a finally block"
                            : "throws when the process that held the mutex has died: the mutex is ours then, and nobody releases it. Catch "
                                + "AbandonedMutexException, and check what the mutex guards"));
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

    /// <summary>True for a wait in a try that catches the exception, or where all that is seen to run it stands in one.</summary>
    private static bool IsCaught(IOperation call, int levels, ProcessModel model, CancellationToken cancellationToken) =>
        MutexCalls.IsCaught(call)
        || (levels > 0
            && RunsOf(call, model, cancellationToken) is { Count: > 0 } runs
            && runs.All(run => IsCaught(run, levels - 1, model, cancellationToken)));

    /// <summary>
    /// True when the mutex is taken, there is work, and an exception does not come by the release; where a function only releases it,
    /// all that run this one are asked.
    /// </summary>
    private static bool IsSkipped(IOperation release, int levels, ProcessModel model, CancellationToken cancellationToken) =>
        Skips(release, model, cancellationToken)
        ?? (levels > 0
            && RunsOf(release, model, cancellationToken) is { Count: > 0 } runs
            && runs.All(run => IsSkipped(run, levels - 1, model, cancellationToken)));

    /// <summary>Where the body round a place runs; none where others may run it too.</summary>
    private static IReadOnlyList<IOperation> RunsOf(IOperation place, ProcessModel model, CancellationToken cancellationToken)
    {
        Callers callers = Callers.Of(model);
        return ControlFlow.BodyAround(place) switch
        {
            IAnonymousFunctionOperation lambda => callers.RunsOf(lambda, cancellationToken).ToList(),
            ILocalFunctionOperation { Symbol: var function } => callers.RunsOf(function, cancellationToken).ToList(),
            { SemanticModel: { } known } body when known.GetDeclaredSymbol(body.Syntax, cancellationToken) is IMethodSymbol method =>
                method is { DeclaredAccessibility: Accessibility.Private, AssociatedSymbol: not null }
                    ? callers.RunsOf(method, cancellationToken).ToList()
                    : callers.AllCalls(method, cancellationToken) ?? new List<IOperation>(),
            _ => new List<IOperation>(),
        };
    }

    /// <summary>Whether the body round a release skips it; null when that body takes no mutex that it releases.</summary>
    private static bool? Skips(IOperation release, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(release);
        if (ControlFlow.Of(model).Of(body, cancellationToken) is not { } flow)
        {
            return null;
        }

        IReadOnlyList<(LockEvent Event, FlowPoint Point)> all = new CriticalSections(body, flow, model, cancellationToken).Events;
        (LockEvent? released, FlowPoint end) =
            all.FirstOrDefault(item => item.Event.Operation.Syntax == release.Syntax && !item.Event.Takes);
        if (released is null)
        {
            return null;
        }

        List<(LockEvent Event, FlowPoint Point)> events = all.Where(item => item.Event.Key.Equals(released.Key)).ToList();
        return !events.Exists(static item => item.Event.Takes) ? null
            : !events.Exists(static item => !item.Event.Takes && IsForExceptions(item.Event.Operation))
                && events.Exists(item => item.Event.Takes && Works(item.Point));

        bool Works(FlowPoint start) => flow.From(start, new[] { end }) is var after && flow.Operations.Any(item =>
            IsWork(item.Operation)
            && !events.Exists(other => other.Event.Operation.Syntax == item.Operation.Syntax)
            && after.Contains(item.Point)
            && flow.Reaches(item.Point, end));
    }

    /// <summary>What may throw: not what the compiler makes of lock and foreach, and not what only keeps an object.</summary>
    private static bool IsWork(IOperation operation) => operation switch
    {
        { IsImplicit: true } => false,
        IInvocationOperation call => !call.TargetMethod.ContainingType.Is("System.GC"),
        IObjectCreationOperation creation => creation.Type?.SpecialType != SpecialType.System_Object,
        _ => operation is IAwaitOperation,
    };

    private static bool IsForExceptions(IOperation operation)
    {
        for (IOperation inner = operation; inner.Parent is { } outer; inner = outer)
        {
            if (outer is ICatchClauseOperation || (outer is ITryOperation attempt && attempt.Finally == inner))
            {
                return true;
            }
        }

        return false;
    }
}
