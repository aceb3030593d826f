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
            let store = UseOf(handlers, LocalAssignments.Outermost(course.Body), EndOf(wait), course, cancellationToken)?.Name
                ?? EmptiedIn(wait, handlers, course, cancellationToken)
            where store is not null
            select Taken(wait, store, wait.IsSignal ? exits.FirstOrDefault() : null);
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
        IOperation? exit = position == 0 ? code : null;
        return UnderstoodHandlers(attached, exit, course, cancellationToken)
            .Select(handler => _stores.UseIn(handler, code, position, cancellationToken))
            .FirstOrDefault(static use => use is not null);
    }

    /// <summary>
    /// What a loop that asks HasExited empties by itself, and nobody behind it: <c>while (!p.HasExited || !lines.IsEmpty)</c>
    /// </summary>
    private string? EmptiedIn(
        ProcessEvent wait,
        IReadOnlyList<IEventAssignmentOperation> attached,
        ProcessCourse course,
        CancellationToken cancellationToken) =>
        wait.Kind == ProcessEventKind.Poll && ControlFlow.LoopRound(wait.At) is { } loop
            ? UnderstoodHandlers(attached, exit: null, course, cancellationToken)
                .Select(handler => _stores.EmptiedIn(handler, loop, cancellationToken))
                .FirstOrDefault(static name => name is not null)
            : null;

    /// <summary>The handlers of lines; none where one of the streams is not understood, or its end is looked at.</summary>
    private List<CallTarget> UnderstoodHandlers(
        IReadOnlyList<IEventAssignmentOperation> attached,
        IOperation? exit,
        ProcessCourse course,
        CancellationToken cancellationToken)
    {
        List<CallTarget> understood = new();
        foreach (IEventAssignmentOperation lines in attached)
        {
            ImmutableArray<CallTarget> handlers = HandlersOf(lines, course.Body, exit, cancellationToken);
            if (handlers.IsEmpty || handlers.Any(static handler => CountsTheEnd(handler.Body)))
            {
                return new List<CallTarget>();
            }

            understood.AddRange(handlers);
        }

        return understood;
    }

    /// <summary>
    /// True for what a handler does because there is a line: <c>if (e.Data != null) { … }</c>, and what follows a check that leaves
    /// without one.
    /// </summary>
    private static bool IsAboutALine(IOperation place, IOperation handler) => handler.Descendants()
        .OfType<IConditionalOperation>()
        .Any(choice => IsAboutNull(choice)
            && NullSide(choice) is var side
            && (choice.Syntax.Span.Contains(place.Syntax.Span)
                ? side?.Syntax.Span.Contains(place.Syntax.Span) != true
                : choice.Syntax.SpanStart < place.Syntax.SpanStart
                    && side?.DescendantsAndSelf().Any(static part => part is IReturnOperation) == true));

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

    private static bool IsAboutNull(IConditionalOperation choice) => ValueOrigin.Unwrap(choice.Condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } both => IsWithNull(both),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => ValueOrigin.IsNull(value),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } =>
            ValueOrigin.IsNull(value),
        IIsPatternOperation { Pattern: IRecursivePatternOperation } => true,
        _ => false,
    };

    private static bool IsWithNull(IBinaryOperation both) => ValueOrigin.IsNull(both.LeftOperand) || ValueOrigin.IsNull(both.RightOperand);
}
