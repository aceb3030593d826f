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
    public static ProcessKey? Of(IOperation creation, Func<IOperation, ProcessKey?> target, Func<ILocalSymbol, ProcessKey> declared) =>
        creation.Parent switch
        {
            IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IAwaitOperation =>
                Of(creation.Parent, target, declared),
            IConditionalOperation choice when choice.Condition != creation => Of(choice, target, declared),
            ISwitchExpressionArmOperation { Parent: { } choice } arm when arm.Value == creation => Of(choice, target, declared),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declared(declarator.Symbol),
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => new ProcessKey(fields[0].OriginalDefinition),
            IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties } =>
                new ProcessKey(properties[0].OriginalDefinition),
            ISimpleAssignmentOperation assignment when assignment.Value == creation => target(assignment.Target),
            ICoalesceAssignmentOperation assignment when assignment.Value == creation => target(assignment.Target),
            IReturnOperation when TaskUse.ResultOf(creation.Parent) is { } task => TaskUse.ResultOfAlone(task) is { } result
                ? Of(result, target, declared)
                : TaskUse.KeptIn(task) is { } kept ? declared(kept)
                : task.Parent is IReturnOperation ? new ProcessKey(task)
                : null,
            _ when TaskUse.ResultOfAlone(creation) is { } result => Of(result, target, declared),
            _ => null,
        };
}
