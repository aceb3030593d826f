using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>The variable that is given a new object at once.</summary>
internal static class Holders
{
    /// <summary>The key of the variable; null when no variable is given the object as it is.</summary>
    /// <param name="creation">The expression that makes it, or calls what does.</param>
    /// <param name="target">The key of an expression that is assigned to.</param>
    /// <param name="declared">The key of a local that is declared with it.</param>
    public static ProcessKey? Of(IOperation creation, Func<IOperation, ProcessKey?> target, Func<ILocalSymbol, ProcessKey> declared)
    {
        IOperation value = Destination.Chosen(creation);
        return Destination.Target(value) switch
        {
            IVariableDeclaratorOperation { Symbol: var local } => declared(local),
            ISymbolInitializerOperation => Destination.Variable(value) is { } member ? new ProcessKey(member) : null,
            { } assigned => target(assigned),
            null when value.Parent is IReturnOperation returned && TaskUse.ResultOf(returned) is { } task =>
                TaskUse.ResultOfAlone(task) is { } result ? Of(result, target, declared)
                    : TaskUse.KeptIn(task) is { } kept ? declared(kept)
                    : task.Parent is IReturnOperation ? new ProcessKey(task)
                    : null,
            null => TaskUse.ResultOfAlone(value) is { } result ? Of(result, target, declared) : null,
        };
    }
}
