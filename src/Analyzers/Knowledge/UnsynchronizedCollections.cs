using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Collections that are not thread-safe, and the members that change them.</summary>
internal static class UnsynchronizedCollections
{
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddAfter", "AddBefore", "AddFirst", "AddLast", "AddRange", "Clear", "Dequeue", "DequeueEnqueue", "Enqueue",
        "EnqueueDequeue", "EnqueueRange", "ExceptWith", "Insert", "InsertRange", "IntersectWith", "Pop", "Push", "Remove",
        "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveRange", "RemoveWhere", "Reverse", "Sort",
        "SymmetricExceptWith", "TrimExcess", "TryAdd", "TryDequeue", "TryPop", "UnionWith",
    };

    public static bool Contains(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (string known in KnownTypes.UnsynchronizedCollections)
            {
                if (current.Is(known))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for a method of such a collection that adds, takes or rearranges items.</summary>
    public static bool IsMutator(IMethodSymbol method) =>
        !method.IsStatic && Mutators.Contains(method.Name) && Contains(method.ContainingType);
}
