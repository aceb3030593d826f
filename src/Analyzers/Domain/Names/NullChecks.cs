using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>What a body does about a parameter that is null or empty.</summary>
internal enum NullCheck
{
    /// <summary>It does not ask.</summary>
    None,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>It continues in another way.</summary>
    Branches,
}

/// <summary>Tells whether a body asks if a parameter is there.</summary>
internal static class NullChecks
{
    public static NullCheck Of(IParameterSymbol parameter, IOperation body)
    {
        NullCheck result = NullCheck.None;
        foreach (IOperation reference in body.Descendants().Where(IsParameter))
        {
            NullCheck check = At(reference);
            result = check == NullCheck.Branches || result == NullCheck.Branches ? NullCheck.Branches
                : check == NullCheck.Throws ? NullCheck.Throws
                : result;
        }

        return result;

        bool IsParameter(IOperation operation) =>
            operation is IParameterReferenceOperation found
            && SymbolEqualityComparer.Default.Equals(found.Parameter.OriginalDefinition, parameter.OriginalDefinition);
    }

    private static NullCheck At(IOperation reference)
    {
        IOperation value = Destination.Whole(reference);

        switch (value.Parent)
        {
            case ICoalesceOperation coalesce when coalesce.Value == value:
                return ValueOrigin.Unwrap(coalesce.WhenNull) is IThrowOperation ? NullCheck.Throws : NullCheck.Branches;
            case IConditionalAccessOperation access when access.Operation == value:
            case ICoalesceAssignmentOperation assignment when assignment.Target == value:
                return NullCheck.Branches;
            case IIsPatternOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }
                when IsNullTest(value.Parent):
                return OfCondition(value.Parent);
            case IArgumentOperation { Parent: IInvocationOperation call } when FilledTexts.ThrowsOnEmpty(call.TargetMethod):
                return NullCheck.Throws;
            case IArgumentOperation { Parent: IInvocationOperation call } when FilledTexts.AsksForEmpty(call.TargetMethod):
                return OfCondition(call);
            default:
                return NullCheck.None;
        }
    }

    private static bool IsNullTest(IOperation test) =>
        test.ChildOperations.Any(static side => IsNothing(ValueOrigin.Unwrap(side)))
        || test.Descendants().OfType<IConstantPatternOperation>().Any(static pattern => IsNothing(ValueOrigin.Unwrap(pattern.Value)))
        || test.Descendants()
            .Any(static part => part is IRecursivePatternOperation or ITypePatternOperation or IDeclarationPatternOperation);

    private static bool IsNothing(IOperation value) => value.ConstantValue is { HasValue: true, Value: null or "" };

    /// <summary>`if (name is null) throw …;` leaves a name behind it; any other use of the answer is a choice.</summary>
    private static NullCheck OfCondition(IOperation condition)
    {
        IOperation whole = condition;
        while (whole.Parent is IUnaryOperation or IBinaryOperation or IParenthesizedOperation)
        {
            whole = whole.Parent;
        }

        return whole.Parent is IConditionalOperation choice && choice.Condition == whole && EndsInThrow(choice.WhenTrue)
            ? NullCheck.Throws
            : NullCheck.Branches;
    }

    private static bool EndsInThrow(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: { IsEmpty: false } operations } => EndsInThrow(operations[operations.Length - 1]),
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation => true,
        _ => false,
    };
}
