using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>Where a value goes at once: the variable or member that it is assigned to, or the member or lambda that returns it.</summary>
internal static class Destination
{
    public static ISymbol? Of(IOperation operation)
    {
        IOperation value = operation;
        while (value.Parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation
            or ISwitchExpressionArmOperation or ISwitchExpressionOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            IAssignmentOperation { Target: IMemberReferenceOperation target } => target.Member,
            IReturnOperation => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart),
            _ => null,
        };
    }

    /// <summary>True when both values go to the same place.</summary>
    public static bool IsOne(IOperation left, IOperation right) =>
        Of(left) is { } destination && SymbolEqualityComparer.Default.Equals(destination, Of(right));
}
