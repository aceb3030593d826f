using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Waits for the end of what a process prints, which comes when the last process that has the pipe closes it.</summary>
internal static class OutputWaits
{
    /// <summary>True for a read to the end of the output that nothing ends before.</summary>
    public static bool IsUnlimitedRead(ProcessCourse course, ProcessEvent read) =>
        read is { Kind: ProcessEventKind.Drain, IsChoice: false, IsConditional: false }
            and { Stream: ProcessStream.Output or ProcessStream.Error }
        && !IsLimited(read.Source)
        && !IsLimited(read.Operation)
        && !course.Events.Any(found => found.Stream == read.Stream && found.Source is IInvocationOperation call && TakesToken(call));

    /// <summary>
    /// True for a wait for the exit that waits for the end of the output too: without a limit, and with Begin…ReadLine at work.
    /// </summary>
    public static bool IsUnlimitedWait(ProcessCourse course, ProcessEvent wait) =>
        wait is { Kind: ProcessEventKind.Wait, IsConditional: false, IsSignal: false }
        && course.Events.Concat(course.Outer).Any(IsByEvents)
        && !MayGiveUp(course, wait)
        && !IsLimited(wait.Source)
        && !LocalAssignments.Outermost(course.Body).Descendants().Any(static operation =>
            operation is IInvocationOperation { TargetMethod.Name: "CancelOutputRead" or "CancelErrorRead" });

    /// <summary>True for a wait that a token, a limit or a delay may end: what is known of it apart from the wait itself.</summary>
    public static bool MayGiveUp(ProcessCourse course, ProcessEvent wait) => course.Events.Any(found =>
        found.Kind == ProcessEventKind.GiveUp && (found.At == wait.At || found.At.Syntax.Span.Contains(wait.At.Syntax.Span)));

    /// <summary>True for a call of Begin…ReadLine: its lines come as events.</summary>
    public static bool IsByEvents(ProcessEvent found) => found is
    {
        Kind: ProcessEventKind.BeginRead,
        Source: IInvocationOperation { TargetMethod.Name: "BeginOutputReadLine" or "BeginErrorReadLine" },
    };

    /// <summary>True for a wait with a limit, and for what is waited for with one.</summary>
    private static bool IsLimited(IOperation wait) =>
        WaitBound.LimitOf(wait) is not null || (TaskUse.WaitOn(wait) is { } end && WaitBound.LimitOf(end) is not null);

    /// <summary>A token that the code passes to a read: what cancels it is what limits it.</summary>
    private static bool TakesToken(IInvocationOperation call) =>
        WaitBound.TakesToken(call)
        || call.Arguments.SelectMany(static argument => argument.Descendants())
            .Any(static part => part is IInvocationOperation inner && WaitBound.TakesToken(inner));
}
