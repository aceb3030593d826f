using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Which object a body returns.</summary>
internal static class ReturnedKey
{
    /// <summary>The one object that all returns of a body hand out, or none; null when there are several, or it is not known.</summary>
    public static ProcessKey? Of(IOperation body, ProcessNames names)
    {
        ProcessKey? only = null;
        foreach (IOperation value in ControlFlow.ReturnsOf(body))
        {
            if (IsNothing(value))
            {
                continue;
            }

            if (!(value.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } || TaskUse.IsTask(value.Type))
                || names.KeyOf(value) is not { } key
                || (only is not null && !only.Equals(key)))
            {
                return null;
            }

            only = key;
        }

        return only;
    }

    /// <summary>The tuple that a body returns, when it has one return.</summary>
    public static ITupleOperation? TupleOf(IOperation body) =>
        ControlFlow.ReturnsOf(body).ToList() is { Count: 1 } only
            ? ValueOrigin.Unwrap(only[0]) as ITupleOperation
            : null;

    /// <summary>The events of a body, those of what it returns in a tuple by the name of the element.</summary>
    public static ImmutableArray<ProcessEvent> InTuple(ImmutableArray<ProcessEvent> events, ITupleOperation tuple, ProcessNames names)
    {
        if (tuple.Type is not INamedTypeSymbol { TupleElements: { IsDefault: false } fields })
        {
            return events;
        }

        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            if (names.KeyOf(tuple.Elements[i]) is { Symbol: ILocalSymbol or null } made
                && new ProcessKey(tuple).With(fields[i]) is { } item)
            {
                events = events
                    .Where(found => !(found.HandsOver && found.Process.Equals(made) && tuple.Syntax.Span.Contains(found.At.Syntax.Span)))
                    .Select(found => found.Process.From(made) is { IsDefault: false } members && item.With(members) is { } named
                        ? found with { Process = named }
                        : found)
                    .ToImmutableArray();
            }
        }

        return events;
    }

    private static bool IsNothing(IOperation value) =>
        ValueOrigin.IsNull(value) || ValueOrigin.Unwrap(value) is IThrowOperation;
}
