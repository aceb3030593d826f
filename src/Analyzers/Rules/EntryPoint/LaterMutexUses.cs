using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// Whether the mutex of a single instance is used after a launch: once disposed before it, it throws there.
/// <code>
/// Process.Start(Environment.ProcessPath); … finally { mutex.ReleaseMutex(); }
/// </code>
/// </summary>
internal static class LaterMutexUses
{
    /// <summary>True where some use other than a disposal follows the launch, or may.</summary>
    public static bool May(SelfLaunch launch, SingleInstanceGuard guard, ProcessModel known, CancellationToken cancellationToken) =>
        Uses(guard, known, cancellationToken)
            .Any(use => !IsHarmless(use) && MayFollow(use, launch.Start, known, cancellationToken));

    private static IEnumerable<IOperation> Uses(SingleInstanceGuard guard, ProcessModel known, CancellationToken cancellationToken) =>
        guard.Holder is ILocalSymbol local
            ? LocalAssignments.References(local, guard.Mutex)
            : MemberHistories.Of(known).References(guard.Holder, cancellationToken);

    /// <summary>True for what a disposed mutex allows too: an assignment, a comparison, another disposal.</summary>
    private static bool IsHarmless(IOperation use)
    {
        IOperation whole = Destination.Whole(use);
        return whole.Parent switch
        {
            ISimpleAssignmentOperation assignment => assignment.Target == whole,
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access => access.Operation == whole && IsDisposal(call),
            IInvocationOperation call => call.Instance == whole && IsDisposal(call),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "KeepAlive" } keep } } =>
                keep.ContainingType.Is("System.GC"),
            IBinaryOperation or IIsPatternOperation or IUsingOperation => true,
            _ => false,
        };
    }

    private static bool IsDisposal(IInvocationOperation call) =>
        call.TargetMethod.Name != "ReleaseMutex" && KnownNames.MutexReturns.Has(call.TargetMethod.Name);

    private static bool MayFollow(IOperation use, IInvocationOperation launch, ProcessModel known, CancellationToken cancellationToken) =>
        MutexOwnership.FirstIn(LocalAssignments.Outermost(use), launch, Budgets.OwnershipCalls, known, cancellationToken) is not { } place
        || ControlFlow.BodyAround(place) != ControlFlow.BodyAround(use)
        || ControlFlow.Of(known).Around(place, cancellationToken) is not { } flow
        || flow.PointOf(place) is not { } from
        || flow.PointOf(use) is not { } to
        || flow.Reaches(from, to);
}
