using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <content>What is handed on and comes back in the same member.</content>
internal static partial class ProcessOperations
{
    /// <summary>True for the return of a lambda whose task this body awaits, keeps in a local or returns itself.</summary>
    public static bool IsResultHere(IReturnOperation returned) =>
        TaskUse.ResultOf(returned) is { } task
        && (TaskUse.ResultOfAlone(task) is not null || TaskUse.KeptIn(task) is not null || task.Parent is IReturnOperation);

    /// <summary>True for the return of a lambda that runs once in its member: the call is the process there.</summary>
    private static bool IsGivenToItsCall(IOperation expression, IReturnOperation returned)
    {
        IOperation? outer = returned.Parent;
        while (outer is IBlockOperation)
        {
            outer = outer.Parent;
        }

        return outer is IAnonymousFunctionOperation && (ValueUses.HandedOut(expression) != expression || IsLazy(outer));
    }

    /// <summary>True for what makes the value of a Lazy of which this member does nothing but ask for it.</summary>
    private static bool IsLazy(IOperation factory) =>
        Destination.Whole(factory).Parent is IArgumentOperation { Parent: IObjectCreationOperation lazy }
        && lazy.Type.Is(KnownTypes.Lazy)
        && ValueUses.Of(lazy).Uses.All(static use => use.Parent is IPropertyReferenceOperation { Property.Name: "Value" });

    /// <summary>True for an element of a tuple or array of which nothing is used but this element.</summary>
    private static bool IsTakenOutAgain(IOperation element) =>
        ValueUses.Of(element).Uses.All(static use => ProcessNames.IsProcess(use.Type));
}
