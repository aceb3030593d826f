using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>Where a value goes at once: the variable or member that it is assigned to, or the member or lambda that returns it.</summary>
internal static class Destination
{
    public static ISymbol? Of(IOperation value) => Chosen(value).Parent is IReturnOperation
        ? SourceBodies.Around(value, CancellationToken.None)
        : Variable(value);

    /// <summary>The local, field or property that the value is put into at once; null when it goes elsewhere.</summary>
    public static ISymbol? Variable(IOperation value) => Target(value) switch
    {
        IVariableDeclaratorOperation { Symbol: var local } => local,
        IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0].OriginalDefinition,
        IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties } => properties[0].OriginalDefinition,
        ILocalReferenceOperation { Local: var local } => local,
        IMemberReferenceOperation { Member: var member } => member.OriginalDefinition,
        _ => null,
    };

    /// <summary>
    /// What the value is put into at once, as it is written: the declaration of a variable, the initializer of a member, or the expression
    /// that it is assigned to, which tells whose member it is. Null when it goes elsewhere.
    /// </summary>
    public static IOperation? Target(IOperation value)
    {
        IOperation chosen = Chosen(value);
        return chosen.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator,
            IFieldInitializerOperation or IPropertyInitializerOperation => chosen.Parent,
            IAssignmentOperation assignment when assignment.Value == chosen => assignment.Target,
            _ => null,
        };
    }

    /// <summary>True when both values go to the same place.</summary>
    public static bool IsOne(IOperation left, IOperation right) =>
        Of(left) is { } destination && SymbolEqualityComparer.Default.Equals(destination, Of(right));

    /// <summary>
    /// The `using` that disposes of the value: a statement or declaration that has it as its resource, or declares the local that is
    /// given it; null for any other value.
    /// </summary>
    public static IOperation? Using(IOperation value)
    {
        IOperation chosen = Chosen(value);
        return chosen.Parent switch
        {
            IUsingOperation statement when statement.Resources == chosen => statement,
            IVariableInitializerOperation
            {
                Parent: IVariableDeclaratorOperation { Parent.Parent: IVariableDeclarationGroupOperation { Parent: { } scope } },
            } when scope is IUsingOperation or IUsingDeclarationOperation => scope,
            _ => null,
        };
    }

    /// <summary>The largest expression that is the value and nothing else: with parentheses, conversions and delegate creation.</summary>
    public static IOperation Whole(IOperation value)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation)
        {
            value = value.Parent;
        }

        return value;
    }

    /// <summary>
    /// The largest expression that may have this value: also one of several that `??`, `?:` or a switch expression chooses from, and
    /// what `?.` reads or calls. What only decides the choice is not chosen:
    /// <code>Use(isFast ? quick : slow);    // quick goes to Use, isFast does not</code>
    /// </summary>
    public static IOperation Chosen(IOperation value)
    {
        while (Choice(value) is { } choice)
        {
            value = choice;
        }

        return value;
    }

    private static IOperation? Choice(IOperation value) => value.Parent switch
    {
        IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation or ICoalesceOperation => value.Parent,
        IConditionalOperation choice when choice.Condition != value => choice,
        ISwitchExpressionArmOperation arm when arm.Value == value => arm.Parent,
        IConditionalAccessOperation access when access.WhenNotNull == value => access,
        _ => null,
    };
}
