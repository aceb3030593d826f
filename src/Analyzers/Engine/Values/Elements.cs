using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>Collections that are written out in place, and loops over them.</summary>
internal static class Elements
{
    /// <summary>The elements of an array or collection expression; null for any other value.</summary>
    public static IReadOnlyList<IOperation>? Of(IOperation? collection)
    {
        IOperation? value = collection is null ? null : ValueOrigin.Unwrap(collection);
        return value switch
        {
            null => null,
            IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
            { Syntax: var list } when list.IsKind((SyntaxKind)NewerSyntax.CollectionExpression) => value.ChildOperations.ToList(),
            _ => null,
        };
    }

    /// <summary>True for a collection written out in place that nothing but foreach goes through.</summary>
    public static bool IsOnlyEnumerated(IOperation list)
    {
        IOperation? value = list is IArrayInitializerOperation ? list.Parent : list;
        if (value is null || Of(value) is null)
        {
            return false;
        }

        value = Destination.Whole(value);
        return value.Parent switch
        {
            IForEachLoopOperation loop => loop.Collection == value,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                LocalAssignments.References(local, value).All(IsEnumerated),
            _ => false,
        };
    }

    private static bool IsEnumerated(IOperation reference)
    {
        IOperation value = Destination.Whole(reference);
        return value.Parent is IForEachLoopOperation loop && loop.Collection == value;
    }
}
