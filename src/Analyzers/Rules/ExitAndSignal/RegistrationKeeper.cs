using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>What holds a signal registration, and whether anything looks at that.</summary>
internal static class RegistrationKeeper
{
    /// <summary>The registration, or the array or collection written out in place that has it as an element.</summary>
    public static IOperation Of(IOperation registration)
    {
        IOperation kept = registration;
        while (Round(kept) is { } round)
        {
            kept = round;
        }

        return kept;
    }

    /// <summary>True for a local that nothing reads; putting more into it is no reading.</summary>
    public static bool IsNeverRead(ILocalSymbol local, IOperation within) =>
        LocalAssignments.References(local, within).All(IsWritten);

    /// <summary>The local list that an argument is added to; null for any other argument.</summary>
    public static ILocalSymbol? ListOf(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { Instance: ILocalReferenceOperation { Local: var list } } call && IsAddition(call)
            ? list
            : null;

    private static IOperation? Round(IOperation value) => value.Parent switch
    {
        IConversionOperation or IParenthesizedOperation => value.Parent,
        IArrayInitializerOperation { Parent: IArrayCreationOperation array } => array,
        IArgumentOperation
        {
            Parent: IInvocationOperation
            {
                Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation { Arguments.IsEmpty: true } list },
            },
        } => list,
        { Syntax: var list } when list.IsKind((SyntaxKind)NewerSyntax.CollectionExpression) => value.Parent,
        _ => null,
    };

    private static bool IsWritten(ILocalReferenceOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        IArrayElementReferenceOperation { Parent: ISimpleAssignmentOperation assignment } element => assignment.Target == element,
        IInvocationOperation call => call.Instance == reference && IsAddition(call),
        _ => false,
    };

    private static bool IsAddition(IInvocationOperation call) =>
        call.Parent is IExpressionStatementOperation && UnsynchronizedCollections.IsMutator(call.TargetMethod) && call.Arguments.Length > 0;
}
