using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <content>
/// Lines that are used when the process has exited, as far as something else says so than a wait for its exit: a handler of Exited, a loop
/// that asks HasExited, a wait for what a handler completes.
/// </content>
internal sealed partial class TailVerdict
{
    /// <summary>True for a course in which something else may be taken for a wait.</summary>
    private static bool MayTakeExitForEnd(ProcessCourse course) => course.Events.Any(static found =>
        found.Kind is ProcessEventKind.HandleExit or ProcessEventKind.Poll || found.IsSignal);

    private IEnumerable<ProcessFinding> TakenForEnd(
        ProcessCourse course,
        IReadOnlyList<ProcessEvent> known,
        CancellationToken cancellationToken)
    {
        List<IEventAssignmentOperation> handlers = known.Where(static found => found.Kind == ProcessEventKind.Handle)
            .Select(static found => found.Source)
            .OfType<IEventAssignmentOperation>()
            .ToList();
        List<ProcessEvent> exits = known
            .Where(static found => found is { Kind: ProcessEventKind.HandleExit, Source: IEventAssignmentOperation })
            .GroupBy(static found => found.Source.Syntax)
            .Select(static found => found.First())
            .ToList();
        List<(ProcessEvent Exit, CallTarget Code)> codes = exits
            .SelectMany(exit => _targets.OfDelegate(((IEventAssignmentOperation)exit.Source).HandlerValue, exit.Source, cancellationToken)
                .Select(code => (exit, code)))
            .ToList();
        if (codes.Exists(found => _reached.Has(found.Code.Body, IsWait, cancellationToken)))
        {
            return Enumerable.Empty<ProcessFinding>();
        }

        IEnumerable<ProcessFinding> inHandlers =
            from found in codes
            where found.Code.Body.Syntax.SyntaxTree == course.Body.Syntax.SyntaxTree
            let use = UseOf(handlers, found.Code.Body, position: 0, course, cancellationToken)
            where use is not null
            select Taken(found.Exit with { Operation = use.Value.Use }, use.Value.Name, found.Exit);
        IEnumerable<ProcessFinding> behindWaits =
            from wait in course.Events
            where wait is { IsConditional: false } && (wait.Kind == ProcessEventKind.Poll || (wait.IsSignal && wait.Waits))
            where !known.Any(found => found.HandsOver || (found.Waits && !found.IsSignal && found.Kind != ProcessEventKind.Poll))
            let use = UseOf(handlers, LocalAssignments.Outermost(course.Body), EndOf(wait), course, cancellationToken)
            where use is not null
            select Taken(wait, use.Value.Name, wait.IsSignal ? exits.FirstOrDefault() : null);
        return inHandlers.Concat(behindWaits.Take(1));
    }

    private static ProcessFinding Taken(ProcessEvent place, string store, ProcessEvent? exit) => new(
        ProcessHazard.TakesExitForEnd,
        place,
        exit is null ? ImmutableArray<ProcessEvent>.Empty : ImmutableArray.Create(exit),
        ImmutableArray<ProcessStream>.Empty) { Store = store };

    /// <summary>The end of a wait in the text; of a loop, that of the whole loop.</summary>
    private static int EndOf(ProcessEvent wait) =>
        (wait.Kind == ProcessEventKind.Poll && ControlFlow.LoopRound(wait.At) is { } loop ? loop : wait.At).Syntax.Span.End;

    private static bool IsWait(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "WaitForExit" or "WaitForExitAsync", ContainingType: var type } }
        && ProcessNames.IsProcess(type);

    /// <summary>The first use, by some code, of what handlers of lines store them in.</summary>
    private (string Name, IOperation Use)? UseOf(
        IReadOnlyList<IEventAssignmentOperation> attached,
        IOperation code,
        int position,
        ProcessCourse course,
        CancellationToken cancellationToken)
    {
        foreach (IEventAssignmentOperation lines in attached)
        {
            ImmutableArray<CallTarget> handlers = HandlersOf(lines, course.Body, cancellationToken);
            if (handlers.IsEmpty || handlers.Any(static handler => CountsTheEnd(handler.Body)))
            {
                // One of the streams is not understood, or its end is looked at.
                return null;
            }

            foreach (CallTarget handler in handlers)
            {
                if (_stores.UseIn(handler, code, position, cancellationToken) is { } use)
                {
                    return use;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// True for a handler that does something at the null line, which is the last: <c>if (e.Data is null) { _isAtEnd = true; }</c>
    /// </summary>
    private static bool CountsTheEnd(IOperation handler) => handler.Descendants()
        .OfType<IConditionalOperation>()
        .Select(static choice => NullSide(choice))
        .OfType<IOperation>()
        .Any(static side => side.DescendantsAndSelf().Any(static part =>
            part is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation));

    private static IOperation? NullSide(IConditionalOperation choice) => ValueOrigin.Unwrap(choice.Condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } both when IsWithNull(both) => choice.WhenTrue,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } both when IsWithNull(both) => choice.WhenFalse,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } when ValueOrigin.IsNull(value) => choice.WhenTrue,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation } or IRecursivePatternOperation } =>
            choice.WhenFalse,
        _ => null,
    };

    private static bool IsWithNull(IBinaryOperation both) => ValueOrigin.IsNull(both.LeftOperand) || ValueOrigin.IsNull(both.RightOperand);
}
