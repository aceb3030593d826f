using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

internal enum StateKind
{
    /// <summary>A value, or an object of any other type.</summary>
    Data,

    /// <summary>A lock or a signal.</summary>
    Primitive,

    /// <summary>A queue, a channel, or a list that is used as one.</summary>
    Queue,
}

/// <summary>One variable or member that a child delegate uses, with all its uses there.</summary>
/// <param name="Symbol">The variable or member.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Uses">The uses, nearest first.</param>
internal sealed record ChildState(ISymbol Symbol, StateKind Kind, ImmutableArray<ChildUse> Uses)
{
    /// <summary>The use to report: the nearest one.</summary>
    public ChildUse First => Uses[0];

    /// <summary>True for a local, a parameter, or a member of a captured object.</summary>
    public bool IsCaptured => !Symbol.IsStatic;

    /// <summary>True when the child's first use gives it a value of the child's own.</summary>
    public bool IsSetByChild => First.Use.IsWrite;

    /// <summary>What a child uses, variable by variable, in the order of the first use.</summary>
    public static IEnumerable<ChildState> Of(ImmutableArray<ChildUse> uses) =>
        uses.GroupBy(static use => use.Symbol.OriginalDefinition, SymbolEqualityComparer.Default)
            .Select(static group => new ChildState(group.Key!, KindOf(group), group.ToImmutableArray()));

    /// <summary>The value that a variable of a type begins with, as messages name it.</summary>
    public static string DefaultOf(ITypeSymbol? type) => type switch
    {
        { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
        { SpecialType: SpecialType.System_Boolean } => "false",
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => "0",
        _ => "the default value",
    };

    /// <summary>True when an operation does nothing with the state but lock it.</summary>
    public static bool IsLocked(IOperation reference)
    {
        IOperation whole = Destination.Whole(reference);

        return (whole.Parent is ILockOperation locked && locked.LockedValue == whole)
            || (whole.Parent is IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method }
                && method.ContainingType.Is(KnownTypes.Monitor));
    }

    private static StateKind KindOf(IEnumerable<ChildUse> uses)
    {
        ITypeSymbol? type = uses.First().Use.Reference.Type;
        return type is null ? StateKind.Data
            : InProcessTypes.IsPrimitive(type) || uses.Any(static use => IsLocked(use.Use.Reference)) ? StateKind.Primitive
            : InProcessTypes.IsQueue(type) || uses.Any(static use => IsUsedAsQueue(use.Use.Reference)) ? StateKind.Queue
            : StateKind.Data;
    }

    /// <summary>True for a call that adds to a list or takes from it.</summary>
    private static bool IsUsedAsQueue(IOperation reference) =>
        reference.Parent is IInvocationOperation { TargetMethod: var method, Instance: var instance }
        && instance == reference
        && method.Name is "Add" or "AddRange" or "Insert" or "AddFirst" or "AddLast" or "Remove" or "RemoveAt" or "RemoveFirst"
            or "RemoveLast" or "Clear"
        && UnsynchronizedCollections.IsMutator(method)
        && (method.ContainingType.Is("System.Collections.Generic.List`1")
            || method.ContainingType.Is("System.Collections.Generic.LinkedList`1")
            || method.ContainingType.Is("System.Collections.ArrayList"));
}
