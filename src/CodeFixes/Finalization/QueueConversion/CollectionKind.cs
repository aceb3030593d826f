using Microsoft.CodeAnalysis;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>A collection that has a concurrent counterpart, and the names of its operations.</summary>
internal sealed class CollectionKind
{
    private static readonly CollectionKind Queue = new("Queue", add: "Enqueue", take: "Dequeue");
    private static readonly CollectionKind Stack = new("Stack", add: "Push", take: "Pop");

    private CollectionKind(string name, string add, string take) => (Name, Add, Take) = (name, add, take);

    public string Name { get; }

    public string Add { get; }

    public string Take { get; }

    public string TryTake => "Try" + Take;

    public string Counterpart => "Concurrent" + Name;

    /// <summary>What the collection's own exception says when there is nothing to take.</summary>
    public string EmptyMessage => Name + " empty.";

    /// <summary>The kind of a <c>System.Collections.Generic.Queue</c> or <c>Stack</c>; null for any other type.</summary>
    public static CollectionKind? Of(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { Arity: 1, ContainingType: null } named
            || named.ContainingNamespace.ToDisplayString() != "System.Collections.Generic")
        {
            return null;
        }

        return named.Name == Queue.Name ? Queue : named.Name == Stack.Name ? Stack : null;
    }

    public INamedTypeSymbol? CounterpartIn(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Collections.Concurrent." + Counterpart + "`1");
}
