using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>What a mutex is for.</summary>
internal static class MutexRole
{
    /// <summary>
    /// True for a mutex that may say that the program runs: it has a name, or is in a local that no finalizer can know. Only a mutex
    /// without a name that a member keeps is certain to guard something of this process.
    /// </summary>
    public static bool MayStandForTheProgram(Value mutex, ProcessModel model, CancellationToken cancellationToken) =>
        SharedMember.Of(mutex) is not { } member
        || !MemberHistories.Of(model).Assigned(member, cancellationToken).Any(IsUnnamedCreation);

    private static bool IsUnnamedCreation(IOperation assigned) =>
        assigned is IObjectCreationOperation creation
        && !creation.Arguments.Any(static argument =>
            argument is { Parameter: { Name: "name" }, Value.ConstantValue: not { HasValue: true, Value: null } });
}
