using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Lines that come after a timed wait has seen the exit: only a wait without timeout waits for the handlers of OutputDataReceived too.
/// </summary>
internal sealed class TailVerdict
{
    private readonly CallTargets _targets;
    private readonly HeldProcesses _held;

    public TailVerdict(CallTargets targets, HeldProcesses held) => (_targets, _held) = (targets, held);

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        List<ProcessEvent> waits = course.Events
            .Where(static found => found is { Kind: ProcessEventKind.TimedWait, IsConditional: false } && found.Operation == found.At)
            .Where(static found => IsOfProcess(found.Source)
                && !(found.IsOfCallee && (found.Process.IsInside || IsDrainedThere(found.Source))))
            .ToList();
        if (waits.Count == 0 || Known(course, cancellationToken) is not { } known)
        {
            yield break;
        }

        foreach (ProcessEvent wait in waits)
        {
            bool drains = course.After(wait).Any(static found => found.Kind == ProcessEventKind.Wait)
                || course.Before(wait).Any(found => found.Kind == ProcessEventKind.Wait && course.Leads(found, wait))
                || known.Any(static found => found.HandsOver);
            if (!drains
                && known.Any(IsBegun)
                && known.Where(static found => found is { Kind: ProcessEventKind.Handle, Source: IEventAssignmentOperation })
                    .Select(found => StoreOf(found, wait, course.Body, cancellationToken))
                    .FirstOrDefault(static stored => stored is not null) is { } store)
            {
                yield return new ProcessFinding(
                    ProcessHazard.LosesLastLines,
                    wait,
                    ImmutableArray<ProcessEvent>.Empty,
                    ImmutableArray<ProcessStream>.Empty) { Store = store };
            }
        }
    }

    /// <summary>
    /// Everything that is done to the process: here, in the member round a handler, and in the other members of the type that holds it.
    /// Null when others may see it, or wait for it in full.
    /// </summary>
    private IReadOnlyList<ProcessEvent>? Known(ProcessCourse course, CancellationToken cancellationToken)
    {
        List<ProcessEvent> known = course.Events.Concat(course.Outer).ToList();
        if (!known.Exists(IsBegun) || !known.Exists(static found => found.Kind == ProcessEventKind.Handle))
        {
            if (_held.EventsElsewhere(course, cancellationToken) is not { IsEmpty: false } elsewhere
                || elsewhere.Any(static found => found.Kind == ProcessEventKind.Wait))
            {
                return null;
            }

            known.AddRange(elsewhere);
        }

        return known;
    }

    private static bool IsBegun(ProcessEvent found) => found is
    {
        Kind: ProcessEventKind.BeginRead,
        Source: IInvocationOperation { TargetMethod.Name: "BeginOutputReadLine" or "BeginErrorReadLine" },
    };

    /// <summary>Only the timed wait of Process itself returns before the last lines have come.</summary>
    private static bool IsOfProcess(IOperation wait) =>
        wait is IInvocationOperation { TargetMethod: { Name: "WaitForExit", ContainingType: var type } } && ProcessNames.IsProcess(type);

    /// <summary>True for a timed wait whose body waits in full as well.</summary>
    private static bool IsDrainedThere(IOperation wait) =>
        LocalAssignments.Outermost(wait).Descendants().Any(static operation => operation is IInvocationOperation
            {
                TargetMethod: { Name: "WaitForExit" or "WaitForExitAsync", ContainingType: var type } full,
            } call
            && ProcessNames.IsProcess(type)
            && (full.Name == "WaitForExitAsync" || call.Arguments.IsEmpty));

    /// <summary>What a handler puts its lines into, when that is used after the wait or may be used by others.</summary>
    private string? StoreOf(ProcessEvent handled, ProcessEvent wait, IOperation body, CancellationToken cancellationToken)
    {
        if (_targets.OfDelegate(((IEventAssignmentOperation)handled.Source).HandlerValue, handled.Source, cancellationToken)
            is not { Length: 1 } handlers

            // A handler that is made to be overridden may be, elsewhere, by one that keeps nothing.
            || handlers[0] is not { Method.IsVirtual: false, Body: var code }
            || SignalsTheEnd(code, body))
        {
            return null;
        }

        LocalAssignments assignments = new(code);
        foreach (IOperation line in code.Descendants().Where(operation => IsLine(operation, assignments)))
        {
            if (TargetOf(line) is { } target && IsUsed(target, wait, body))
            {
                return target.Name;
            }
        }

        return null;
    }

    /// <summary>
    /// True for a handler that says by a signal that the last line has come, and for whose signal somebody waits:
    /// <code>if (e.Data is null) { done.Set(); }</code>
    /// </summary>
    private static bool SignalsTheEnd(IOperation code, IOperation body) =>
        code.Descendants().Any(static part => part is IIsPatternOperation or IBinaryOperation or IConditionalAccessOperation)
        && ExitSignals.Completed(code).Any(signal => signal is not ILocalSymbol || ExitSignals.IsWaitedFor(signal, body));

    /// <summary>The text of a line, also in a local of the handler.</summary>
    private static bool IsLine(IOperation operation, LocalAssignments assignments) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: "DataReceivedEventArgs" } } => true,
        ILocalReferenceOperation { Local: var local } => assignments.Of(local)?.Any(static value =>
            value is not null
            && ValueOrigin.Unwrap(value)
                is IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: "DataReceivedEventArgs" } })
            == true,
        _ => false,
    };

    /// <summary>The variable that an expression is stored in: assigned, appended, added.</summary>
    private static ISymbol? TargetOf(IOperation line)
    {
        for (IOperation child = line; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IAssignmentOperation assignment when assignment.Value == child:
                    return Variable(assignment.Target);
                case IArgumentOperation { Parent: IInvocationOperation { Instance: { } store } call } when IsStore(store.Type):
                    return call.TargetMethod.Name is "Append" or "AppendLine" or "AppendFormat" or "Add" or "Enqueue" or "TryAdd" or "Push"
                        or "AddLast" or "Write" or "WriteLine" or "AddOrUpdate"
                        ? Variable(store)
                        : null;
                case IBinaryOperation or IConversionOperation or IParenthesizedOperation or IInterpolationOperation
                    or IInterpolatedStringOperation or IArgumentOperation or IInvocationOperation or ICoalesceOperation
                    or IConditionalAccessOperation:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsStore(ITypeSymbol? type) =>
        type is { Name: "StringBuilder" or "StringWriter" }
        || type?.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", System.StringComparison.Ordinal) == true;

    private static ISymbol? Variable(IOperation expression) => ValueOrigin.Unwrap(expression) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        IInvocationOperation { Instance: { } chained, TargetMethod.ContainingType.Name: "StringBuilder" } => Variable(chained),
        _ => null,
    };

    private static bool IsUsed(ISymbol variable, ProcessEvent wait, IOperation body) =>
        variable is not ILocalSymbol local
        || LocalAssignments.References(local, body).Any(use => use.Syntax.SpanStart > wait.At.Syntax.Span.End);
}
