using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>A process that lives on when the wait for it ends early, although nobody but the body that started it knows it.</summary>
internal sealed class LeftVerdict
{
    private readonly StartInfos _startInfos;
    private readonly ProcessKills _kills;

    public LeftVerdict(StartInfos startInfos, ProcessKills kills) => (_startInfos, _kills) = (startInfos, kills);

    public IEnumerable<ProcessFinding> Of(ProcessCourse course, CancellationToken cancellationToken)
    {
        ProcessEvent? reported = null;
        foreach (ProcessEvent end in course.Events.Where(static found => found is { Kind: ProcessEventKind.GiveUp, IsConditional: false }))
        {
            if ((reported is null || !course.Leads(reported, end)) && IsLeft(course, end, cancellationToken))
            {
                reported = end;
                yield return new ProcessFinding(
                    ProcessHazard.LeavesBehind,
                    end,
                    ImmutableArray<ProcessEvent>.Empty,
                    ImmutableArray<ProcessStream>.Empty);
            }
        }
    }

    private bool IsLeft(ProcessCourse course, ProcessEvent end, CancellationToken cancellationToken)
    {
        if (end.Process is not { IsInside: false, Symbol: null or ILocalSymbol }
            || course.Events.Concat(course.Outer).Any(static found => found.HandsOver || found.Kind == ProcessEventKind.Keep)
            || course.Events.FirstOrDefault(found => found.Kind == ProcessEventKind.Start && course.Leads(found, end)) is not { } start
            || course.Events.Any(found => EndsIt(course, found, end)))
        {
            return false;
        }

        IOperation body = LocalAssignments.Outermost(course.Body);
        return !_kills.AreIn(body, cancellationToken)
            && !body.Descendants().Any(IsNamedElsewhere)
            && !IsDetached(body, end, cancellationToken)
            && !(start.Source is IInvocationOperation call
                && StartInfoReader.IsStart(call)
                && start.Told(_startInfos, cancellationToken).Switch("UseShellExecute") == Setting.Yes);
    }

    /// <summary>
    /// True for another wait, before or behind, and for what is done to the input behind: a process is asked to end so.
    /// <code>catch (OperationCanceledException) { p.StandardInput.WriteLine("quit"); }</code>
    /// </summary>
    private static bool EndsIt(ProcessCourse course, ProcessEvent found, ProcessEvent end) =>
        (found.Waits && !OutputWaits.MayGiveUp(course, found))
        || (found.Stream == ProcessStream.Input && found.Position > end.Position);

    /// <summary>True for what names a process for others: its id or handle, other than in a text.</summary>
    private static bool IsNamedElsewhere(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: { Name: var name, ContainingType: var type } }
        && KnownNames.ProcessIdentities.Has(name)
        && ProcessNames.IsProcess(type)
        && operation.Parent is not IInterpolationOperation;

    /// <summary>True where a name says that the process is meant to live on: that of the method, the process, or its arguments.</summary>
    private static bool IsDetached(IOperation body, ProcessEvent end, CancellationToken cancellationToken)
    {
        ISymbol? member = SourceBodies.MemberAround(end.At, cancellationToken);
        return IsWord(member?.Name)
            || IsWord(end.Process.Symbol?.Name)
            || body.Descendants().Any(static part => IsWord(part.ConstantValue is { HasValue: true, Value: string text } ? text : null));

        static bool IsWord(string? name) => name is not null && KnownNames.DetachedWords.IsIn(name);
    }
}
