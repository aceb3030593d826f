using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <content>Values that come out of a conversion, a result, a tuple or a collection that the same body writes out.</content>
internal sealed partial class ValueOrigin
{
    private Value OfConversion(IConversionOperation conversion) =>
        conversion.OperatorMethod is { } method
            ? SourceMethod(method) is { } target
                ? new Value.ReturnedValue(target, Value.Unknown, new ValueList(ImmutableArray.Create(Of(conversion.Operand))))
                : Value.Unknown
            // Each boxing makes an object of its own: `lock ((object)s_flag)` excludes nobody.
            : conversion is { Operand.Type.IsValueType: true, Type.IsReferenceType: true } ? Value.Fresh
            : Of(conversion.Operand);

    private Value OfDelegate(IOperation target) => target switch
    {
        IAnonymousFunctionOperation lambda => new Value.DelegateValue(lambda.Symbol, Value.This),
        IMethodReferenceOperation { Method: var method } reference when SourceMethod(method) is { } source =>
            new Value.DelegateValue(
                source,
                method.MethodKind == MethodKind.LocalFunction || reference.Instance is null ? Value.This : Of(reference.Instance)),
        IMethodReferenceOperation => Value.Fresh,
        _ => Of(target),
    };

    /// <summary>
    /// What a member of another assembly hands out of an object. What is taken out of a collection belongs to the taker;
    /// a weak reference or a value of one thread tells nothing of its target.
    /// </summary>
    private Value OfPart(ISymbol member, IOperation? instance)
    {
        bool isTaken = member is IMethodSymbol
            && member.Name is not ("TryGetValue" or "TryPeek" or "Peek" or "GetOrAdd" or "First" or "Last" or "ElementAt" or "Find");
        return isTaken || KnownTypes.HidesItsTarget(member.ContainingType) ? Value.Unknown : new Value.DerivedValue(Of(instance));
    }

    private static bool IsOut(IArgumentOperation argument, ILocalSymbol local) =>
        argument.Parameter?.RefKind == RefKind.Out
        && (argument.Value is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }
            ? SymbolEqualityComparer.Default.Equals(declared.Local, local)
            : argument.Value is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));

    private Value OfElement(IOperation collection)
    {
        IOperation source = Unwrap(collection);
        Value? written = Written(
            source,
            whole => Elements.Of(whole) is { Count: > 0 } elements ? elements.Select(Of).Aggregate(Value.Either) : null);
        return written is not null ? written
            : source.Type is IArrayTypeSymbol ? new Value.ElementValue(Of(source)) : new Value.DerivedValue(Of(source));
    }

    /// <summary>`pair.Item1`, where the pair is a tuple written here.</summary>
    private Value OfItem(IFieldReferenceOperation item)
    {
        IFieldSymbol field = item.Field.CorrespondingTupleField ?? item.Field;
        return item.Instance is { } tuple
            && field.Name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(field.Name.Substring("Item".Length), out int number)
            && Written(
                Unwrap(tuple),
                whole => whole is ITupleOperation { Elements: var elements } && number <= elements.Length ? Of(elements[number - 1]) : null)
                is { } value
                ? value
                : Value.Unknown;
    }

    /// <summary>What is read off an expression that is written here, or that a local always holds; null when it tells nothing.</summary>
    private Value? Written(IOperation whole, Func<IOperation, Value?> read)
    {
        if (whole is not ILocalReferenceOperation { Local: var local })
        {
            return read(whole);
        }

        // Code that is being typed may read a local in its own initialiser.
        if (_assignments.Of(local) is not { Count: 1 } single || single[0] is not { } assigned || !_active.Add(local))
        {
            return null;
        }

        Value? value = read(Unwrap(assigned));
        _active.Remove(local);
        return value;
    }

    /// <summary>What `await` hands out of a task that is made on the spot.</summary>
    private Value OfResult(IOperation awaited)
    {
        switch (Unwrap(awaited))
        {
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                return OfResult(task);
            case IInvocationOperation { TargetMethod: { Name: "FromResult", IsStatic: true } method, Arguments: { Length: 1 } arguments }
                when TaskUse.IsTask(method.ContainingType):
                return Of(arguments[0].Value);
            case IInvocationOperation { TargetMethod: { Name: "Run", IsStatic: true } method, Arguments: { Length: > 0 } arguments }
                when TaskUse.IsTask(method.ContainingType)
                    && Unwrap(arguments[0].Value) is IAnonymousFunctionOperation { Symbol.IsAsync: false } work:
                return OfReturns(work.Body);
            default:
                return Value.Unknown;
        }
    }

    private Value OfLocalFunction(IInvocationOperation call)
    {
        IMethodSymbol function = call.TargetMethod.OriginalDefinition;
        if (function.IsAsync
            || LocalAssignments.LocalFunction(function, call) is not { Body: { } body }
            || !_activeFunctions.Add(function))
        {
            return Value.Unknown;
        }

        ValueList arguments = Arguments(call.Arguments);
        foreach (IParameterSymbol parameter in function.Parameters)
        {
            _boundParameters[parameter] = arguments[parameter.Ordinal];
        }

        Value result = OfReturns(body);
        _activeFunctions.Remove(function);
        return result;
    }

    /// <summary>All that a lambda or local function of the same body returns; unknown for an iterator.</summary>
    private Value OfReturns(IOperation body)
    {
        Value? result = null;
        foreach (IReturnOperation returned in ControlFlow.ControlFlow.ReturnsOf(body))
        {
            Value value = returned.Kind == OperationKind.Return ? Of(returned.ReturnedValue) : Value.Unknown;
            result = result is null ? value : Value.Either(result, value);
        }

        return result ?? Value.Unknown;
    }
}
