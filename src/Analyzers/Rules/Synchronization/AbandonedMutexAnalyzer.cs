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
                    ? IsSkipped(call, model, cancellationToken)
                    : !MutexCalls.IsCaught(call) && !IsDocumented(call.Syntax) && !IsCaughtByCallers(call, file, model))
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

    /// <summary>True for the wait of a method whose callers are all seen, when all of them catch the exception.</summary>
    private static bool IsCaughtByCallers(IInvocationOperation call, SemanticModelAnalysisContext file, ProcessModel model)
    {
        ISymbol? method = ControlFlow.BodyAround(call) switch
        {
            IMethodBodyOperation body => file.SemanticModel.GetDeclaredSymbol(body.Syntax, file.CancellationToken),
            ILocalFunctionOperation function => function.Symbol,
            _ => null,
        };
        return method is IMethodSymbol called
            && Callers.Of(model).AllCalls(called, file.CancellationToken) is { Count: > 0 } callers
            && callers.All(MutexCalls.IsCaught);
    }

    /// <summary>
    /// True when the mutex is taken, there is work, and an exception does not come by the release; where a function only releases it,
    /// all that call this one are asked.
    /// </summary>
    private static bool IsSkipped(IInvocationOperation release, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(release);
        if (Skips(release, model, cancellationToken) is { } skips)
        {
            return skips;
        }

        List<IOperation?> calls = body is IAnonymousFunctionOperation ? new() { ValueUses.OnlyCall(body) }
            : body.SemanticModel?.GetDeclaredSymbol(body.Syntax, cancellationToken) is IMethodSymbol method
            ? Callers.Of(model).Calls(method, cancellationToken).ToList()
            : new();
        return calls.Count > 0 && calls.TrueForAll(call => call is not null && Skips(call, model, cancellationToken) == true);
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
        (LockEvent? released, FlowPoint end) = all.FirstOrDefault(item => item.Event.Operation == release && !item.Event.Takes);
        if (released is null)
        {
            return null;
        }

        List<(LockEvent Event, FlowPoint Point)> events = all.Where(item => item.Event.Key.Equals(released.Key)).ToList();
        return !events.Exists(static item => item.Event.Takes) ? null
            : !events.Exists(static item => !item.Event.Takes && IsForExceptions(item.Event.Operation))
                && events.Exists(item => item.Event.Takes && Works(item.Point));

        bool Works(FlowPoint start) => flow.From(start, new[] { end }) is var after && flow.Operations.Any(item =>
            item.Operation is IInvocationOperation or IObjectCreationOperation or IAwaitOperation
            && !events.Exists(other => other.Event.Operation.Syntax == item.Operation.Syntax)
            && after.Contains(item.Point)
            && flow.Reaches(item.Point, end));
    }

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
