using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// An object in one body: the local, parameter or own member that holds it, or the expression that makes it, and the members that lead
/// from there to it. A wrapper holds its process in a member:
/// <code>runner.Wait();    // does WaitForExit to runner._process</code>
/// </summary>
internal sealed class ProcessKey : IEquatable<ProcessKey>
{
    public ProcessKey(ISymbol symbol) => Symbol = symbol;

    public ProcessKey(IOperation creation) => Creation = creation;

    private ProcessKey(ProcessKey root, ImmutableArray<ISymbol> members) =>
        (Symbol, Creation, Members) = (root.Symbol, root.Creation, members);

    public ISymbol? Symbol { get; }

    public IOperation? Creation { get; }

    public ImmutableArray<ISymbol> Members { get; } = ImmutableArray<ISymbol>.Empty;

    /// <summary>True for what an object holds that is known by itself.</summary>
    public bool IsInside => !Members.IsEmpty;

    /// <summary>True for an element of a tuple, which only code that has the tuple can name.</summary>
    public bool IsOfTuple => IsInside && Members.All(static member => member is IFieldSymbol { ContainingType.Name: nameof(ValueTuple) });

    /// <summary>What a member of the object holds; null where that leads too deep. An element of a tuple has one name, `Item1`.</summary>
    public ProcessKey? With(ISymbol member) => Members.Length == Budgets.KeyMembers
        ? null
        : new ProcessKey(this, Members.Add(((member as IFieldSymbol)?.CorrespondingTupleField ?? member).OriginalDefinition));

    /// <summary>What the members of another key hold, read from this object; null where that leads too deep.</summary>
    public ProcessKey? With(ImmutableArray<ISymbol> members) =>
        Members.Length + members.Length > Budgets.KeyMembers ? null : new ProcessKey(this, Members.AddRange(members));

    /// <summary>The members that lead from another object to this one; default when they do not.</summary>
    public ImmutableArray<ISymbol> From(ProcessKey other) =>
        other.Members.Length <= Members.Length
        && Creation == other.Creation
        && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol)
        && Members.Take(other.Members.Length).SequenceEqual(other.Members, SymbolEqualityComparer.Default)
            ? Members.RemoveRange(0, other.Members.Length)
            : default;

    public bool Equals(ProcessKey? other) =>
        other is not null
        && Creation == other.Creation
        && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol)
        && Members.SequenceEqual(other.Members, SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as ProcessKey);

    public override int GetHashCode() => unchecked(
        ((Symbol is null ? Creation?.GetHashCode() ?? 0 : SymbolEqualityComparer.Default.GetHashCode(Symbol)) * 31) + Members.Length);
}
