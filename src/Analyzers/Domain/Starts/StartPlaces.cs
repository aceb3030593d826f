using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;

namespace ProcessSafety.Analyzers.Domain.Starts;

/// <summary>
/// The starts of processes before or after a place of the same body, those of methods that it calls included. A place in a function that
/// starts none, and that one call alone runs, is where that call is.
/// </summary>
internal static class StartPlaces
{
    /// <summary>The starts that follow an operation in its body.</summary>
    public static IEnumerable<IInvocationOperation> After(IOperation operation, ProcessModel model, CancellationToken cancellationToken)
    {
        (IOperation place, IOperation body, List<IInvocationOperation> starts) = Round(operation, model, cancellationToken);
        return starts.Count > 0
            && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
            && flow.PointOf(place) is { } from
            && flow.From(from) is var reach
            ? starts.Where(start => start.Syntax.Span.Contains(place.Syntax.Span) || reach.Contains(flow.PointOf(start)))
            : Enumerable.Empty<IInvocationOperation>();
    }

    /// <summary>The starts that follow an operation which none comes before; none for any other order.</summary>
    public static IReadOnlyList<IInvocationOperation> OnlyAfter(
        IOperation operation,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        (IOperation place, IOperation body, List<IInvocationOperation> starts) = Round(operation, model, cancellationToken);
        return starts.Count > 0
            && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
            && flow.PointOf(place) is { } point
            && !starts.Any(start => flow.PointOf(start) is { } earlier && flow.Reaches(earlier, point))
                ? starts.FindAll(start => flow.PointOf(start) is { } later && flow.Reaches(point, later))
                : new List<IInvocationOperation>();
    }

    /// <summary>The starts that an operation follows in its own body.</summary>
    public static IEnumerable<IInvocationOperation> Before(IOperation operation, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(operation);
        List<IInvocationOperation> starts = In(body, model, cancellationToken).ToList();
        return starts.Count > 0
            && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
            && flow.PointOf(operation) is { } to
            ? starts.Where(start => flow.PointOf(start) is { } from && flow.Reaches(from, to))
            : Enumerable.Empty<IInvocationOperation>();
    }

    /// <summary>A place, or the one call that leads there, in the nearest body with starts; none where there is no such body.</summary>
    private static (IOperation Place, IOperation Body, List<IInvocationOperation> Starts) Round(
        IOperation operation,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation place = operation;
        for (int calls = 0; ; calls++)
        {
            IOperation body = ControlFlow.BodyAround(place);
            List<IInvocationOperation> starts = In(body, model, cancellationToken).ToList();
            if (starts.Count > 0
                || calls == Budgets.StartCallers
                || Callers.Of(model).RunsAround(place, areAll: true, cancellationToken) is not { Count: 1 } runs)
            {
                return (place, body, starts);
            }

            place = runs[0];
        }
    }

    /// <summary>The calls that start a process, and those of methods that do.</summary>
    private static IEnumerable<IInvocationOperation> In(IOperation body, ProcessModel model, CancellationToken cancellationToken) =>
        ControlFlow.OperationsOf(body).OfType<IInvocationOperation>().Where(call => StartInfoReader.IsStart(call)
            || CallTargets.Of(model).Of(call, cancellationToken).Any(static target =>
                target.Body.Descendants().OfType<IInvocationOperation>().Any(StartInfoReader.IsStart)));
}
