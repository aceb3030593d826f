using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>Tells primitives that no other process can open from those that have a name, or may have one.</summary>
internal static class PrimitiveNames
{
    /// <summary>True when the type knows no names, or every creation is seen and gives none.</summary>
    public static bool IsUnnamed(ChildState state, MemberHistories histories, NamedPrimitives names, CancellationToken cancellationToken)
    {
        IOperation reference = state.First.Use.Reference;
        if (reference.Type is not { } type || !NameableTypes.IsWaitHandle(type))
        {
            return true;
        }

        IReadOnlyCollection<IOperation?> assigned = state.Symbol is ILocalSymbol local
            ? AssignedTo(local, reference)
            : histories.Assigned(state.Symbol, cancellationToken).ToList();
        List<IOperation?> made = assigned.Where(static value => value is not { ConstantValue: { HasValue: true, Value: null } }).ToList();
        return made.Count > 0
            && made.All(value => value is IObjectCreationOperation creation
                && names.Of(creation, cancellationToken) is { IsUnnamed: true });
    }

    private static IReadOnlyCollection<IOperation?> AssignedTo(ILocalSymbol local, IOperation reference)
    {
        IOperation outermost = LocalAssignments.Outermost(reference);

        return new LocalAssignments(outermost).Of(local)?.Select(static value => value is null ? null : ValueOrigin.Unwrap(value)).ToList()
            ?? new List<IOperation?>();
    }
}
