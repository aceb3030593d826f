using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>The end of a process: a result that is asked for before it, and a kill that spares what the process has started.</summary>
internal static class EndVerdict
{
    public static IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken) =>
        AskedTooEarly(course, cancellationToken).Concat(Spared(course));

    /// <summary>The exit code, asked for behind a wait that may have given up, or a kill that nobody waits for.</summary>
    private static IEnumerable<ProcessFinding> AskedTooEarly(ProcessCourse course, CancellationToken cancellationToken)
    {
        List<ProcessEvent> asked = course.Events
            .Where(found => found is { Kind: ProcessEventKind.AskResult, IsConditional: false }
                && !IsInHandler(found.At, cancellationToken))
            .ToList();
        if (asked.Count == 0
            || course.Events.Concat(course.Outer).Any(static found => found.Kind == ProcessEventKind.HandleExit))
        {
            yield break;
        }

        List<ProcessEvent> unsure = course.Events.Where(found => MayLeaveItRunning(course, found)).Reverse().ToList();
        foreach (ProcessEvent result in asked)
        {
            List<ProcessEvent> causes = unsure.FindAll(found => IsTooEarly(course, found, result));
            if (causes.Count > 0)
            {
                yield return new ProcessFinding(
                    ProcessHazard.AsksTooEarly,
                    result,
                    causes.ToImmutableArray(),
                    ImmutableArray<ProcessStream>.Empty)
                {
                    IsReadByEvents = course.Events.Concat(course.Outer).Any(OutputWaits.IsByEvents),
                };
            }
        }
    }

    /// <summary>A timed wait whose result nothing reads, or a kill: it has effect only some time later.</summary>
    private static bool MayLeaveItRunning(ProcessCourse course, ProcessEvent found) =>
        IsCertain(found)
        && !(found.IsOfCallee && Settles(LocalAssignments.Outermost(found.Source)))
        && (found.Kind == ProcessEventKind.Kill
            || (IsTimedWait(found)
                && IsDropped(found.Source)
                && !course.Events.Any(earlier => earlier.Kind is ProcessEventKind.Wait or ProcessEventKind.Poll or ProcessEventKind.Kill
                    && course.Leads(earlier, found))));

    /// <summary>True for what a call of it does in any case: in a function of the same body, a branch may end by leaving.</summary>
    private static bool IsCertain(ProcessEvent found) =>
        !found.IsConditional && (found.Operation == found.At || found.IsOfCallee || !Conditions.MayBeLeftOut(found.Operation));

    private static bool IsTooEarly(ProcessCourse course, ProcessEvent cause, ProcessEvent result) =>
        cause.At != result.At
        && course.Leads(cause, result, found => found.Kind == ProcessEventKind.Kill
            || IsSettled(found)
            || (cause.Kind == ProcessEventKind.Kill && found.Waits))
        && !course.After(cause).Any(found => found.At == cause.At && IsSettled(found))
        && !course.Before(result).Any(found => found.At == result.At && IsSettled(found))
        && (cause.Kind != ProcessEventKind.Kill || !AreInOtherBranches(cause, result))
        && !course.IsInOtherHands(result)
        && !Catching.IsExpected(result.Operation, KnownNames.InvalidCatches)
        && !Catching.IsExpected(result.Source, KnownNames.InvalidCatches);

    /// <summary>True for what makes sure of the exit, or asks whether it has come; a result asked for would have thrown.</summary>
    private static bool IsSettled(ProcessEvent found) =>
        found.Kind is ProcessEventKind.Wait or ProcessEventKind.Poll or ProcessEventKind.GiveUp
            or ProcessEventKind.AskExit or ProcessEventKind.AskResult
        || (found.Kind == ProcessEventKind.TimedWait && !(IsTimedWait(found) && IsDropped(found.Source)));

    private static bool IsTimedWait(ProcessEvent found) =>
        found is { Kind: ProcessEventKind.TimedWait, Source: IInvocationOperation { TargetMethod: { Name: "WaitForExit" } wait } }
        && ProcessNames.IsProcess(wait.ContainingType);

    /// <summary>True for a result that nothing looks at, be it kept in a local.</summary>
    private static bool IsDropped(IOperation wait) => Destination.Chosen(wait) is var value
        && (value.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }
            || (Destination.Variable(wait) is ILocalSymbol local && !LocalAssignments.References(local, wait).Any()));

    /// <summary>True for code that waits by itself, if only in a branch.</summary>
    private static bool Settles(IOperation body) => body.Descendants().Any(static operation => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "WaitForExitAsync" } => true,
        IInvocationOperation { TargetMethod.Name: "WaitForExit" } wait => !IsDropped(wait) || wait.Arguments.IsEmpty,
        IPropertyReferenceOperation { Property.Name: "HasExited" } => true,
        _ => false,
    });

    /// <summary>
    /// True when each of them has a condition that the other one does not have: one may exclude the other.
    /// <code>if (late) { p.Kill(); }    if (!late) { Show(p.ExitCode); }</code>
    /// </summary>
    private static bool AreInOtherBranches(ProcessEvent kill, ProcessEvent result) =>
        HasOwnBranch(kill.At, result.At) && HasOwnBranch(result.At, kill.At);

    private static bool HasOwnBranch(IOperation place, IOperation other) => ControlFlow.BranchesRound(place)
        .TakeWhile(branch => !branch.Syntax.Span.Contains(other.Syntax.Span))
        .Any(static branch => branch.Parent is not IConditionalAccessOperation);

    /// <summary>True in what handles an event: that of the exit comes when there is a result.</summary>
    private static bool IsInHandler(IOperation place, CancellationToken cancellationToken) =>
        SourceBodies.Around(place, cancellationToken) is IMethodSymbol { Parameters: { Length: 2 } parameters }
        && parameters[1].Type.IsOrDerivesFrom("System.EventArgs");

    /// <summary>A kill of one process, and behind it a wait for the end of an output that others may keep open.</summary>
    private static IEnumerable<ProcessFinding> Spared(ProcessCourse course)
    {
        foreach (ProcessEvent kill in course.Events.Where(static found => found.Kind == ProcessEventKind.Kill
            && IsCertain(found)
            && IsOfOne(found.Source)))
        {
            ProcessEvent? end = course.Events.FirstOrDefault(found => found.At != kill.At
                && (OutputWaits.IsUnlimitedRead(course, found) || OutputWaits.IsUnlimitedWait(course, found))
                && course.Leads(kill, found));
            if (end is not null && !course.IsInOtherHands(kill))
            {
                yield return new ProcessFinding(
                    ProcessHazard.SparesTheTree,
                    kill,
                    ImmutableArray.Create(end),
                    ImmutableArray<ProcessStream>.Empty);
            }
        }
    }

    /// <summary>True for Kill() and Kill(false), where the framework can kill a whole tree.</summary>
    private static bool IsOfOne(IOperation kill) =>
        kill is IInvocationOperation { TargetMethod: { Name: "Kill", ContainingType: var type }, Arguments: var arguments }
        && (arguments.IsEmpty || ValueOrigin.Unwrap(arguments[0].Value).ConstantValue is { HasValue: true, Value: false })
        && type.GetMembers("Kill").Any(static member => member is IMethodSymbol { Parameters.Length: 1 });
}
