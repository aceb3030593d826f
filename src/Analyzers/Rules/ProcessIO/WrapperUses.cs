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
        List<ProcessKey> held = events.Select(static found => found.Process)
            .Where(static key => key is { Symbol: ILocalSymbol or null })
            .Distinct()
            .ToList();
        if (held.Count == 0)
        {
            return Enumerable.Empty<ProcessEvent>();
        }

        bool isAnyInside = held.Exists(static key => key.IsInside);
        return
            from operation in body.Descendants()
            where operation is ILocalReferenceOperation or IObjectCreationOperation or IInvocationOperation
            let isPlain = TaskUse.IsTask(operation.Type) || operation.Type is { IsTupleType: true }
            let kind = isPlain ? KindOfPlain(operation, names) : isAnyInside ? KindOf(operation, isSeen) : null
            where kind is not null
            let holder = names.KeyOf(operation)
            where holder is not null
            from key in held
            where isPlain ? !key.From(holder).IsDefault : !key.From(holder).IsDefaultOrEmpty
            select new ProcessEvent(kind.Value, key, ProcessStream.None, operation, operation);
    }

    /// <summary>
    /// What becomes of a task or tuple: all that is not understood hands over what is in it.
    /// <code>Task&lt;Process&gt; starting = BeginAsync();    all.Add(starting);</code>
    /// </summary>
    private static ProcessEventKind? KindOfPlain(IOperation reference, ProcessNames names)
    {
        IOperation value = Destination.Whole(reference);
        return value.Parent switch
        {
            IReturnOperation returned => ProcessOperations.IsResultHere(returned) ? null : ProcessEventKind.Return,
            _ when TaskUse.ResultOfAlone(value) is not null => null,
            IExpressionStatementOperation or IVariableInitializerOperation or IMemberReferenceOperation => null,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IDiscardOperation } => null,
            IDeconstructionAssignmentOperation deconstruction => names.AreNamed(deconstruction) ? null : ProcessEventKind.Escape,
            IInvocationOperation { TargetMethod.Name: "Wait" } call when call.Instance == value => null,
            _ => ProcessEventKind.Escape,
        };
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
