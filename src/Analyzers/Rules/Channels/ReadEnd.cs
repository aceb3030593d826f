using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// What a read gives at the end of a channel, and what conditions are then:
/// <code>string? line = reader.ReadLine();    // null at the end:
/// if (line == "quit") break;           // is not so</code>
/// </summary>
internal sealed class ReadEnd
{
    private readonly IOperation _result;
    private readonly ILocalSymbol? _local;

    /// <summary>0 or -1; null where the result is null.</summary>
    private readonly long? _number;

    private ReadEnd(IOperation result, ILocalSymbol? local, long? number) => (_result, _local, _number) = (result, local, number);

    /// <summary>The local that gets the result; null where it is used at once.</summary>
    public ILocalSymbol? Local => _local;

    /// <summary>The text that the end is: `null`, `0` or `-1`.</summary>
    public string Text => _number is { } number ? number.ToString(CultureInfo.InvariantCulture) : "null";

    /// <summary>
    /// What a read gives at the end; null for one that throws there, for one whose result is not looked at, and for one that a member
    /// keeps, where other code may look.
    /// </summary>
    public static ReadEnd? Of(IOperation read)
    {
        if (read is not IInvocationOperation { TargetMethod: var method } call || Throws(method))
        {
            return null;
        }

        IOperation result = call;
        if (TaskUse.IsTask(call.Type) && TaskUse.ResultOfAlone(call) is { } awaited)
        {
            result = awaited;
        }

        long? number = result.Type switch
        {
            { SpecialType: SpecialType.System_String } => null,
            { SpecialType: SpecialType.System_Int32 } => method.Parameters.All(IsToken) ? -1 : 0,
            _ => 1,
        };
        return number == 1 || Destination.Variable(result) is not (null or ILocalSymbol)
            ? null
            : new ReadEnd(result, Destination.Variable(result) as ILocalSymbol, number);
    }

    /// <summary>True for a read that throws an EndOfStreamException at the end.</summary>
    public static bool Throws(IMethodSymbol method) =>
        method.Name.StartsWith("ReadExactly", StringComparison.Ordinal)
        || (ChannelTypes.WrapperOf(method.ContainingType) == LayerKind.BinaryReader
            && method.Name.Length > "Read".Length
            && method.Name is not "ReadBytes");

    private static bool IsToken(IParameterSymbol parameter) => parameter.Type.Is(KnownTypes.CancellationToken);

    /// <summary>What a condition is at the end; null where it asks something else.</summary>
    public bool? Outcome(IOperation condition)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Outcome(not.Operand);
            case IIsNullOperation asked:
                return IsResult(asked.Operand) && _number is null ? true : null;
            case IIsPatternOperation pattern:
                return IsResult(pattern.Value) ? Matches(pattern.Pattern) : null;
            case IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" }, Arguments: { Length: 1 } asked }:
                return IsResult(asked[0].Value) && _number is null ? true : null;
            case IBinaryOperation comparison:
                return IsResult(comparison.LeftOperand) ? Compare(comparison.OperatorKind, comparison.RightOperand)
                    : IsResult(comparison.RightOperand) ? Compare(Turned(comparison.OperatorKind), comparison.LeftOperand)
                    : null;
            case IParenthesizedOperation or IConversionOperation:
                return Outcome(ValueOrigin.Unwrap(condition));
            default:
                return null;
        }
    }

    /// <summary>True for an operation that throws at the end: it uses null.</summary>
    public bool ThrowsAt(IOperation operation) => _number is null && operation switch
    {
        IInvocationOperation { Instance: { } used } => IsPlainResult(used),
        IPropertyReferenceOperation { Instance: { } used } => IsPlainResult(used),
        IArgumentOperation
        {
            Value: var value,
            Parameter.Type.SpecialType: SpecialType.System_String,
            Parent: IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true, Name: var name } },
        } => IsPlainResult(value) && !KnownNames.NullTakers.Has(name),
        _ => false,
    };

    /// <summary>True for code that mentions the result.</summary>
    public bool IsIn(IOperation code) => code.DescendantsAndSelf().Any(IsResult);

    private bool IsPlainResult(IOperation value) =>
        ValueOrigin.Unwrap(value) is not IFlowCaptureReferenceOperation && IsResult(value);

    private bool IsResult(IOperation operation)
    {
        IOperation value = ValueOrigin.Unwrap(operation);
        return value switch
        {
            ILocalReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Local, _local),
            ISimpleAssignmentOperation assignment => IsResult(assignment.Value),
            IFlowCaptureReferenceOperation => Names(value.Syntax),
            _ => value.Syntax == _result.Syntax,
        };
    }

    private bool Names(SyntaxNode syntax) =>
        syntax == _result.Syntax || (syntax is IdentifierNameSyntax name && name.Identifier.ValueText == _local?.Name);

    private bool? Matches(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation not => !Matches(not.Pattern),
        IConstantPatternOperation constant => IsEqual(constant.Value),
        IDeclarationPatternOperation declaration => _number is null ? declaration.MatchesNull : null,
        IRecursivePatternOperation or ITypePatternOperation => _number is null ? false : null,
        IRelationalPatternOperation relation => Compare(relation.OperatorKind, relation.Value),
        IBinaryPatternOperation both => both.OperatorKind == BinaryOperatorKind.Or
            ? Or(Matches(both.LeftPattern), Matches(both.RightPattern))
            : !Or(!Matches(both.LeftPattern), !Matches(both.RightPattern)),
        _ => null,
    };

    private static bool? Or(bool? left, bool? right) => left == true || right == true ? true : left is null || right is null ? null : false;

    private bool? IsEqual(IOperation value) => ValueOrigin.Unwrap(value).ConstantValue is not { HasValue: true, Value: var constant } ? null
        : _number is { } number
            ? constant is IConvertible and not string ? number == Convert.ToInt64(constant, CultureInfo.InvariantCulture) : null
        : constant is null;

    private bool? Compare(BinaryOperatorKind kind, IOperation other)
    {
        switch (kind)
        {
            case BinaryOperatorKind.Equals:
                return IsEqual(other);
            case BinaryOperatorKind.NotEquals:
                return !IsEqual(other);
        }

        if (_number is not { } number || ValueOrigin.Unwrap(other).ConstantValue is not { HasValue: true, Value: int limit })
        {
            return null;
        }

        return kind switch
        {
            BinaryOperatorKind.LessThan => number < limit,
            BinaryOperatorKind.LessThanOrEqual => number <= limit,
            BinaryOperatorKind.GreaterThan => number > limit,
            BinaryOperatorKind.GreaterThanOrEqual => number >= limit,
            _ => null,
        };
    }

    private static BinaryOperatorKind Turned(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
