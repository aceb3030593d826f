using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>Tells where the values of one body came from. A local counts by all that is ever assigned to it.</summary>
internal sealed partial class ValueOrigin
{
    private readonly IMethodSymbol? _method;
    private readonly bool _namesLocals;
    private readonly LocalAssignments _assignments;
    private readonly Dictionary<IParameterSymbol, Value> _boundParameters = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ILocalSymbol> _active = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _activeFunctions = new(SymbolEqualityComparer.Default);
    private int _followed;

    /// <param name="method">The method whose parameters stay symbolic.</param>
    /// <param name="body">The outermost operation of the body.</param>
    /// <param name="namesLocals">
    /// True to tell an object that is made or got here by its variable, so that a lambda and the code around it agree.
    /// </param>
    public ValueOrigin(IMethodSymbol? method, IOperation body, bool namesLocals = false)
    {
        _method = method;
        _namesLocals = namesLocals;
        _assignments = new LocalAssignments(body);
    }

    /// <summary>The lambda or local function that a delegate-typed local always holds, if there is exactly one.</summary>
    public IOperation? StoredDelegate(ILocalSymbol local) =>
        _assignments.Of(local) is { Count: 1 } single && single[0] is { } value ? Unwrap(value) : null;

    /// <summary>Binds a parameter of a local function or lambda while its body is read in place.</summary>
    public void Bind(IParameterSymbol parameter, Value value) => _boundParameters[parameter] = value;

    public Value Of(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                return Value.Unknown;
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return new Value.BoolValue(constant);
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return new Value.TextValue(text);
            case { ConstantValue.HasValue: true } or IDefaultValueOperation:
                return Value.Fresh;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return Value.This;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return Of(PatternInput.Of(operation));
            case IParameterReferenceOperation parameter:
                return OfParameter(parameter.Parameter);
            case ILocalReferenceOperation local:
                return OfLocal(local.Local);
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } item:
                return OfItem(item);
            case IFieldReferenceOperation field:
                return OfMember(field.Field, field.Instance);
            case IPropertyReferenceOperation property:
                return OfProperty(property);
            case IArrayElementReferenceOperation element:
                return OfElement(element.ArrayReference);
            case IObjectCreationOperation creation:
                return new Value.CreatedValue(SourceMethod(creation.Constructor), Arguments(creation.Arguments));
            case IDelegateCreationOperation delegateCreation:
                return OfDelegate(Unwrap(delegateCreation.Target));
            case IAnonymousFunctionOperation or IMethodReferenceOperation:
                return OfDelegate(operation);
            case IArrayCreationOperation
                or IAnonymousObjectCreationOperation
                or ITypeParameterObjectCreationOperation:
                return Value.Fresh;
            case IConversionOperation conversion:
                return OfConversion(conversion);
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand);
            case ICoalesceOperation coalesce:
                return Value.Either(Of(coalesce.Value), Of(coalesce.WhenNull));
            case IThrowOperation:
                return Value.Fresh;
            case ISwitchExpressionOperation { Arms: { Length: > 0 } arms }:
                return arms.Select(arm => Of(arm.Value)).Aggregate(Value.Either);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Value.Either(Of(conditional.WhenTrue), Of(whenFalse));
            case ICoalesceAssignmentOperation coalesceAssignment:
                return Of(coalesceAssignment.Target);
            case ISimpleAssignmentOperation assignment:
                return Of(assignment.Value);
            case IConditionalAccessOperation access:
                return Of(access.WhenNotNull);
            case IConditionalAccessInstanceOperation instance:
                return Of(AccessedObject(instance));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return new Value.NotValue(Of(not.Operand));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                return OfComparison(equals) ?? Value.Unknown;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                return OfComparison(differs) is { } comparison ? new Value.NotValue(comparison) : Value.Unknown;
            case IIsPatternOperation isPattern:
                return OfPatternTest(isPattern.Value, isPattern.Pattern);
            case IEventReferenceOperation raised:
                return OfMember(raised.Event, raised.Instance);
            case IAwaitOperation awaited:
                return OfResult(TaskUse.Awaited(awaited));
            case ITypeOfOperation typeOf:
                return new Value.TypeValue(typeOf.TypeOperand.OriginalDefinition);
            case IInvocationOperation invocation:
                return OfInvocation(invocation);
            default:
                return Value.Unknown;
        }
    }

    public ValueList Arguments(ImmutableArray<IArgumentOperation> arguments)
    {
        if (arguments.IsEmpty)
        {
            return ValueList.Empty;
        }

        Value[] values = new Value[arguments.Max(static a => a.Parameter?.Ordinal ?? 0) + 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value.Unknown;
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { } parameter && argument.ArgumentKind is not ArgumentKind.ParamArray)
            {
                values[parameter.Ordinal] = Of(argument.Value);
            }
        }

        return new ValueList(values.ToImmutableArray());
    }

    /// <summary>The object left of `?.` for the placeholder that stands for it on the right.</summary>
    public static IOperation? AccessedObject(IConditionalAccessInstanceOperation instance)
    {
        IOperation child = instance;
        for (IOperation? parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }

    public static IOperation Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IParenthesizedOperation parenthesized => Unwrap(parenthesized.Operand),
        IDelegateCreationOperation creation => Unwrap(creation.Target),
        _ => operation,
    };

    /// <summary>True for an instance property whose accessors only read and write its own backing field.</summary>
    public static bool IsAutoProperty(IPropertySymbol property)
    {
        if (property.IsAbstract
            || property.IsExtern
            || property.IsIndexer
            || IsWritten(property.GetMethod)
            || IsWritten(property.SetMethod))
        {
            return false;
        }

        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsImplicitlyDeclared: true } field
                && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol?.OriginalDefinition, property.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an accessor with a body of its own: one that says `field` has a backing field too.</summary>
    private static bool IsWritten(IMethodSymbol? accessor) =>
        accessor is { DeclaringSyntaxReferences: { Length: > 0 } declarations }
        && declarations[0].GetSyntax() is ArrowExpressionClauseSyntax or AccessorDeclarationSyntax { Body: not null }
            or AccessorDeclarationSyntax { ExpressionBody: not null };

    private static IMethodSymbol? SourceMethod(IMethodSymbol? method) =>
        method is { DeclaringSyntaxReferences.IsEmpty: false } ? method.OriginalDefinition : null;

    private Value OfParameter(IParameterSymbol parameter)
    {
        // extension(Pool pool) { void Park() => pool.Add(…); }
        if (parameter.ContainingSymbol is INamedTypeSymbol)
        {
            return Value.This;
        }

        if (_boundParameters.TryGetValue(parameter, out Value? bound) || _assignments.IsAssigned(parameter))
        {
            return bound ?? Value.Unknown;
        }

        return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method)
            || SymbolEqualityComparer.Default.Equals((parameter.ContainingSymbol as IMethodSymbol)?.PartialImplementationPart, _method)
            ? new Value.ParameterValue(parameter.Ordinal)
            : parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? new Value.MemberValue(Value.This, parameter.OriginalDefinition)
            : _namesLocals
            ? new Value.LocalValue(parameter)

            // A lambda that is read on its own has captured what the code around it was given.
            : _method is not { MethodKind: MethodKind.AnonymousFunction }
            ? Value.Unknown
            : IsOfMember(parameter)
            ? new Value.CapturedValue(parameter.Ordinal)
            : Value.Living;
    }

    private static bool IsOfMember(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) };

    private Value OfLocal(ILocalSymbol local)
    {
        _followed = _active.Count == 0 ? 1 : _followed + 1;
        if (_followed > Budgets.OriginLocals
            || _assignments.Of(local) is not { Count: > 0 and <= Budgets.LocalAssignments } values
            || !_active.Add(local))
        {
            return Value.Unknown;
        }

        Value? origin = null;
        foreach (IOperation? assigned in values)
        {
            Value value = assigned switch
            {
                null => Value.Unknown,
                IForEachLoopOperation loop => OfElement(loop.Collection),
                IInvocationOperation giver when giver.Arguments.Any(a => IsOut(a, local)) =>
                    giver.Instance is { } owner ? OfPart(giver.TargetMethod, owner) : Value.Unknown,
                _ => Of(assigned),
            };
            origin = origin is null ? value : Value.Either(origin, value);
        }

        _active.Remove(local);
        return !_namesLocals ? origin ?? Value.Unknown
            : origin is null or Value.UnknownValue or Value.CreatedValue ? new Value.LocalValue(local)
            : origin is Value.ReturnedValue or Value.MemberValue { Owner: Value.CreatedValue } ? new Value.HeldValue(local, origin)
            : origin;
    }

    private Value OfInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (SourceMethod(method) is { } target)
        {
            return method.MethodKind is MethodKind.LocalFunction
                ? OfLocalFunction(invocation)
                : new Value.ReturnedValue(target, Of(invocation.Instance), Arguments(invocation.Arguments));
        }

        bool handsBackItsArgument = method.ContainingType.Is(KnownTypes.Interlocked)
            || method.ContainingType.Is(KnownTypes.Volatile)
            || method.ContainingType.Is(KnownTypes.Unsafe);
        if (handsBackItsArgument && invocation.Arguments.Length > 0)
        {
            return Of(invocation.Arguments[0].Value);
        }

        return method.MethodKind == MethodKind.DelegateInvoke ? OfDelegateCall(invocation)
            : method.IsStatic ? Value.Unknown
            : OfPart(method, invocation.Instance);
    }
}
