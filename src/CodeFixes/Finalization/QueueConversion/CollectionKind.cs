using Microsoft.CodeAnalysis;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>A collection that has a concurrent counterpart, and the names of its operations.</summary>
internal sealed class CollectionKind
{
    private static readonly CollectionKind Queue = new("Queue", add: "Enqueue", take: "Dequeue");
    private static readonly CollectionKind Stack = new("Stack", add: "Push", take: "Pop");

    /// <summary>A list that things are only put into and that is looked through: nothing asks for their order.</summary>
    private static readonly CollectionKind Bag = new("List", add: "Add", take: string.Empty) { Counterpart = "ConcurrentBag" };

    private CollectionKind(string name, string add, string take) =>
        (Name, Add, Take, Counterpart) = (name, add, take, "Concurrent" + name);

    public string Name { get; }

    public string Add { get; }

    public string Take { get; }

    public string TryTake => "Try" + Take;

    public string Counterpart { get; private init; }

    /// <summary>False when the counterpart yields its items in another order.</summary>
    public bool KeepsOrder => this != Bag;

    /// <summary>What the collection's own exception says when there is nothing to take.</summary>
    public string EmptyMessage => Name + " empty.";

    /// <summary>The kind of a <c>System.Collections.Generic.Queue</c>, <c>Stack</c> or <c>List</c>; null for any other type.</summary>
    public static CollectionKind? Of(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { Arity: 1, ContainingType: null } named
            || named.ContainingNamespace.ToDisplayString() != "System.Collections.Generic")
        {
            return null;
        }

        return named.Name == Queue.Name ? Queue : named.Name == Stack.Name ? Stack : named.Name == Bag.Name ? Bag : null;
    }

    public INamedTypeSymbol? CounterpartIn(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Collections.Concurrent." + Counterpart + "`1");
}
