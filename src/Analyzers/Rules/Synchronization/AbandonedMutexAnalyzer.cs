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
using ProcessSafety.Analyzers.Engine.Syntax;
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

    private static readonly string[] Caught = { "System.Threading." + Exception, KnownTypes.SystemException, KnownTypes.Exception };

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
                    : !IsCaught(call) && !IsDocumented(call.Syntax) && !IsCaughtByCallers(call, file, model))
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

    /// <summary>True when all that the mutex may be is seen, through factories too, and has a name.</summary>
    private static bool IsNamed(IOperation? mutex, ProcessModel model, CancellationToken cancellationToken) =>
        mutex is not null
        && ValueSources.Of(model).Of(mutex, cancellationToken) is { IsEmpty: false } origins
        && origins.All(origin => NamedPrimitives.Of(model).Of(Maker(origin), cancellationToken)
            is { NameArgument: not null, IsUnnamed: false } primitive

            // PSAFE303 reports a name that Unix refuses: until that is mended there is no mutex to be abandoned.
            && MutexName.Problem(primitive.Name) is null);

    /// <summary>The call that hands a value out through `out`: `Mutex.TryOpenExisting(name, out Mutex? gate)`.</summary>
    private static IOperation Maker(IOperation origin) =>
        origin is ILocalReferenceOperation { Local: var local }
        && LocalAssignments.Outermost(origin).Descendants().OfType<IArgumentOperation>().FirstOrDefault(argument =>
            argument is { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation }
            && argument.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(given =>
                SymbolEqualityComparer.Default.Equals(given.Local, local))) is { Parent: { } call }
            ? call
            : origin;

    private static bool IsCaught(IOperation call)
    {
        for (IOperation inner = call;
            inner.Parent is { } outer && inner is not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            inner = outer)
        {
            if (outer is ITryOperation attempt && attempt.Body == inner
                && attempt.Catches.Any(static handler => handler.ExceptionType.SpecialType == SpecialType.System_Object
                    || Caught.Any(type => handler.ExceptionType.Is(type))))
            {
                return true;
            }
        }

        return false;
    }

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
            && callers.All(IsCaught);
    }

    /// <summary>True when the body takes the mutex, works, and releases it where an exception does not come by.</summary>
    private static bool IsSkipped(IInvocationOperation release, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(release);
        ValueOrigin origin = new(null, LocalAssignments.Outermost(body));
        if (LockEvent.Of(release, origin) is not { } released
            || ControlFlow.Of(model).Of(body, cancellationToken) is not { } flow
            || flow.PointOf(release) is not { } end)
        {
            return false;
        }

        List<LockEvent> events = ControlFlow.OperationsOf(body)
            .Select(operation => LockEvent.Of(operation, origin))
            .OfType<LockEvent>()
            .Where(other => other.Key.Equals(released.Key))
            .ToList();
        return !events.Any(static other => !other.Takes && IsForExceptions(other.Operation))
            && events.Where(static other => other.Takes)
                .Select(taken => flow.PointOf(taken.Operation))
                .Any(point => point is { } start && Works(start));

        bool Works(FlowPoint start) => flow.From(start, new[] { end }) is var after && flow.Operations.Any(item =>
            item.Operation is IInvocationOperation or IObjectCreationOperation or IAwaitOperation
            && !events.Any(other => other.Operation.Syntax == item.Operation.Syntax)
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
