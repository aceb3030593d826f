using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What a body does with objects that hold a process, besides what their own members do.</summary>
internal static class WrapperUses
{
    /// <summary>An event for each process whose wrapper goes to code that is not seen, or to the caller.</summary>
    /// <param name="body">The body.</param>
    /// <param name="events">What is known to be done in it.</param>
    /// <param name="names">What its expressions mean.</param>
    /// <param name="isSeen">Whether the body that a call runs is seen.</param>
    public static IEnumerable<ProcessEvent> HandedOver(
        IOperation body,
        IReadOnlyList<ProcessEvent> events,
        ProcessNames names,
        Func<IOperation, bool> isSeen)
    {
        List<ProcessKey> inside = events.Select(static found => found.Process)
            .Where(static key => key is { IsInside: true, Symbol: ILocalSymbol or null })
            .Distinct()
            .ToList();
        if (inside.Count == 0)
        {
            return Enumerable.Empty<ProcessEvent>();
        }

        return
            from operation in body.Descendants()
            where operation is ILocalReferenceOperation or IObjectCreationOperation or IInvocationOperation
            let kind = KindOf(operation, isSeen)
            where kind is not null
            let holder = names.KeyOf(operation)
            where holder is not null
            from key in inside
            where !key.From(holder).IsDefaultOrEmpty
            select new ProcessEvent(kind.Value, key, ProcessStream.None, operation, operation);
    }

    private static ProcessEventKind? KindOf(IOperation reference, Func<IOperation, bool> isSeen)
    {
        IOperation value = Destination.Chosen(reference);
        return value.Parent switch
        {
            IReturnOperation => ProcessEventKind.Return,
            IInvocationOperation call when call.Instance == value => isSeen(call) ? null : ProcessEventKind.Escape,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } } => null,
            IArgumentOperation { Parent: { } call } => isSeen(call) ? null : ProcessEventKind.Escape,
            ISimpleAssignmentOperation { Target: not (ILocalReferenceOperation or IDiscardOperation) } assignment
                when assignment.Value == value => ProcessEventKind.Escape,
            ITupleOperation or IArrayInitializerOperation or IAnonymousObjectCreationOperation or IMethodReferenceOperation
            or IFieldInitializerOperation or IPropertyInitializerOperation => ProcessEventKind.Escape,
            _ => null,
        };
    }
}
