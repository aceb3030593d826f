using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        IAnonymousFunctionOperation lambda => new Value.DelegateValue(lambda.Symbol, Value.This) { Captured = CapturedBy(lambda) },
        IMethodReferenceOperation { Method: var method } reference when SourceMethod(method) is { } source =>
            new Value.DelegateValue(
                source,
                method.MethodKind == MethodKind.LocalFunction || reference.Instance is null ? Value.This : Of(reference.Instance)),
        IMethodReferenceOperation { Method: { IsStatic: true } library } => new Value.DelegateValue(library, Value.This),
        IMethodReferenceOperation => Value.Fresh,
        _ => Of(target),
    };

    /// <summary>
    /// What a member of another assembly hands out of an object. What is taken out of a collection belongs to the taker;
    /// a weak reference or a value of one thread tells nothing of its target.
    /// </summary>
    private Value OfPart(ISymbol member, IOperation? instance)
    {
        bool isTaken = member is IMethodSymbol && !KnownNames.KeptElements.Has(member.Name);
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
    private Value OfItem(IFieldReferenceOperation item) =>
        item.Instance is { } tuple
        && Elements.NumberOf(item.Field) is { } number
        && Written(
            Unwrap(tuple),
            whole => whole is ITupleOperation { Elements: var elements } && number < elements.Length ? Of(elements[number]) : null)
            is { } value
                ? value
                : Value.Unknown;

    /// <summary>What is read off an expression that is written here, or that a local always holds; null when it says nothing.</summary>
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
    private Value OfResult(IOperation task) => TaskUse.MadeWith(task) is { } result ? Of(result)
        : TaskUse.WorkOf(task) is { Symbol.IsAsync: false } work ? OfReturns(work.Body)
        : Value.Unknown;

    private Value OfLocalFunction(IInvocationOperation call)
    {
        IMethodSymbol function = call.TargetMethod.OriginalDefinition;
        return function.IsAsync || LocalAssignments.LocalFunction(function, call) is not { Body: { } body }
            ? Value.Unknown
            : OfCall(function, body, call.Arguments);
    }

    /// <summary>`make()`, where the local holds one lambda.</summary>
    private Value OfDelegateCall(IInvocationOperation call) =>
        call.Instance is { } called && Unwrap(called) is ILocalReferenceOperation { Local: var local }
            && StoredDelegate(local) is IAnonymousFunctionOperation { Symbol: { IsAsync: false } function, Body: var body }
            ? OfCall(function, body, call.Arguments)
            : Value.Unknown;

    private Value OfCall(IMethodSymbol function, IOperation body, ImmutableArray<IArgumentOperation> given)
    {
        if (!_activeFunctions.Add(function))
        {
            return Value.Unknown;
        }

        ValueList arguments = Arguments(given);
        foreach (IParameterSymbol parameter in function.Parameters)
        {
            _boundParameters[parameter] = arguments[parameter.Ordinal];
        }

        Value result = OfReturns(body);
        _activeFunctions.Remove(function);
        return result;
    }

    private Value OfMember(ISymbol member, IOperation? instance) =>
        member.IsStatic
            ? member.HasAttribute(KnownTypes.ThreadStaticAttribute) ? Value.Unknown : new Value.StaticValue(member.OriginalDefinition)
            : instance is not null && OfInitializer(Unwrap(instance), member) is { } value ? value
            : new Value.MemberValue(Of(instance), member.OriginalDefinition);

    private Value OfProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        bool isSource = !property.DeclaringSyntaxReferences.IsEmpty;
        if (isSource && !IsAutoProperty(property))
        {
            return reference.Instance is { } made
                && Unwrap(made) is IObjectCreationOperation
                && ParameterBehind(property.OriginalDefinition) is not null
                && OfInitializer(Unwrap(made), property) is { } given
                ? given
                : property.GetMethod is { } getter
                ? new Value.ReturnedValue(getter.OriginalDefinition, Of(reference.Instance), Arguments(reference.Arguments))
                : Value.Unknown;
        }

        return isSource || property.IsStatic ? OfMember(property, reference.Instance)
            : OfFactory(reference) ?? OfPart(property, reference.Instance);
    }

    /// <summary>`new Lazy(() => x).Value`; null for any other property.</summary>
    private Value? OfFactory(IPropertyReferenceOperation reference) =>
        reference is { Property.Name: "Value", Instance: { } lazy } && reference.Property.ContainingType.Is(KnownTypes.Lazy)
            ? Written(Unwrap(lazy), whole => whole is IObjectCreationOperation { Arguments: { Length: > 0 } arguments }
                && Unwrap(arguments[0].Value) is IAnonymousFunctionOperation factory ? OfReturns(factory.Body) : null)
            : null;

    /// <summary>`new Holder { Held = x }.Held`, or a record's `new Holder(x).Held`; null where the creation leaves it out.</summary>
    private Value? OfInitializer(IOperation instance, ISymbol member) =>
        instance is not IObjectCreationOperation creation ? null
            : creation.Initializer?.Initializers
                .OfType<ISimpleAssignmentOperation>()
                .FirstOrDefault(assignment => assignment.Target is IMemberReferenceOperation target
                    && SymbolEqualityComparer.Default.Equals(target.Member, member)) is { Value: var initial } ? Of(initial)
            : member is IPropertySymbol property
                && ParameterBehind(property.OriginalDefinition) is { } parameter
                && creation.Arguments.FirstOrDefault(argument =>
                    SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, parameter)) is { Value: var given }
                ? Of(given)
            : null;

    /// <summary>The constructor's parameter that a property hands out: of a record, or in `T Held => held;`.</summary>
    public static IParameterSymbol? ParameterBehind(IPropertySymbol property) =>
        PositionalParameter(property)
            ?? (property is { IsVirtual: false, IsOverride: false, DeclaringSyntaxReferences: { IsEmpty: false } parts }
                && parts[0].GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: IdentifierNameSyntax name }
                && property.ContainingType.GetMembers(name.Identifier.ValueText).IsEmpty
                    ? property.ContainingType.InstanceConstructors
                        .FirstOrDefault(static constructor => constructor.DeclaringSyntaxReferences.Any(
                            static part => part.GetSyntax() is TypeDeclarationSyntax))
                        ?.Parameters.FirstOrDefault(parameter => parameter.Name == name.Identifier.ValueText)
                    : null);

    /// <summary>The parameter of a record that declares the property; null for any other property.</summary>
    public static IParameterSymbol? PositionalParameter(IPropertySymbol property) =>
        property is { ContainingType.IsRecord: true, DeclaringSyntaxReferences: { IsEmpty: false } parts }
            ? property.ContainingType.InstanceConstructors
                .SelectMany(static constructor => constructor.Parameters)
                .FirstOrDefault(parameter => parameter.Name == property.Name
                    && parameter.DeclaringSyntaxReferences.Any(part =>
                        part.SyntaxTree == parts[0].SyntaxTree && part.Span == parts[0].Span))
            : null;

    /// <summary>What the method around a lambda was given, where the lambda uses it.</summary>
    private ValueList CapturedBy(IAnonymousFunctionOperation lambda)
    {
        List<IParameterSymbol> used = lambda.Body.Descendants()
            .OfType<IParameterReferenceOperation>()
            .Select(static reference => reference.Parameter)
            .Where(IsOfMember)
            .ToList();
        Value[] values = Enumerable.Repeat(Value.Unknown, used.Select(static parameter => parameter.Ordinal + 1).DefaultIfEmpty().Max())
            .ToArray();
        foreach (IParameterSymbol parameter in used)
        {
            values[parameter.Ordinal] = OfParameter(parameter);
        }

        return new ValueList(values.ToImmutableArray());
    }

    /// <summary>All that a lambda or local function of the same body returns; unknown for an iterator.</summary>
    private Value OfReturns(IOperation body)
    {
        Value? result = null;
        foreach (IOperation returned in ControlFlow.ControlFlow.ReturnsOf(body))
        {
            Value value = returned.Parent!.Kind == OperationKind.Return ? Of(returned) : Value.Unknown;
            result = result is null ? value : Value.Either(result, value);
        }

        return result ?? Value.Unknown;
    }
}
