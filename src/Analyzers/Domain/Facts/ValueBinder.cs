using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>What one body's `this` and parameters are, in terms of the root.</summary>
internal readonly record struct Bindings(Value This, ValueList Arguments, INamedTypeSymbol? DyingType)
{
    /// <summary>What the method around a lambda was given, as far as the lambda uses it.</summary>
    public ValueList Captured { get; init; }
}

/// <summary>Rewrites values of one body in terms of the root, looking through getters and methods that hand out a member.</summary>
internal sealed class ValueBinder
{
    private readonly FactStore _facts;
    private readonly Dispatch _dispatch;
    private readonly MemberHistories _histories;
    private readonly DelegateTargets _delegates;

    public static ValueBinder Of(ProcessModel model) =>
        model.Get(static model => new ValueBinder(
            FactStore.Of(model),
            Dispatch.Of(model),
            MemberHistories.Of(model),
            DelegateTargets.Of(model)));

    public ValueBinder(FactStore facts, Dispatch dispatch, MemberHistories histories, DelegateTargets delegates)
    {
        _facts = facts;
        _dispatch = dispatch;
        _histories = histories;
        _delegates = delegates;
    }

    public Value Bind(Value value, Bindings bindings, CancellationToken cancellationToken) => Bind(value, bindings, 0, cancellationToken);

    public ValueList Bind(ValueList values, Bindings bindings, CancellationToken cancellationToken) =>
        values.Select(value => Bind(value, bindings, 0, cancellationToken));

    /// <summary>The code that a delegate may run, as far as it is seen.</summary>
    public ImmutableArray<Value.DelegateValue> Delegates(Value called, CancellationToken cancellationToken) =>
        _delegates.Of(called, this, cancellationToken);

    /// <summary>False when a guard is known to fail under these bindings, or by what the callers have asked before.</summary>
    public bool CanRun(Guards guards, Bindings bindings, KnownState state, CancellationToken cancellationToken)
    {
        foreach ((Value condition, bool outcome) in guards.Conditions)
        {
            // What equals a constant is no bool that a caller passes: only known state can tell.
            if (condition is Value.EqualsValue && state.IsEmpty)
            {
                continue;
            }

            Value bound = Bind(condition, bindings, 0, cancellationToken);
            if (bound is Value.BoolValue known ? known.Value != outcome : state.Contradicts(bound, outcome))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The one body that a call runs on that receiver; null when it has none here or there may be several.</summary>
    public IMethodSymbol? Target(
        IMethodSymbol target,
        bool isVirtual,
        Value receiver,
        INamedTypeSymbol? dyingType,
        CancellationToken cancellationToken)
    {
        if (!isVirtual)
        {
            return target.IsAbstract ? null : target;
        }

        return receiver is Value.ThisValue && dyingType is not null
            ? Dispatch.OnExactType(target, dyingType)
            : _dispatch.SingleTarget(target, cancellationToken);
    }

    private Value Bind(Value value, Bindings bindings, int depth, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case Value.ThisValue:
                return bindings.This;
            case Value.ParameterValue parameter:
                return bindings.Arguments[parameter.Ordinal];
            case Value.CapturedValue { Ordinal: var ordinal }:
                // What is not told of a lambda's surroundings may be alive, as the lambda is.
                return bindings.Captured[ordinal] is var captured and not Value.UnknownValue ? captured : Value.Living;
            case Value.MemberValue member:
                Value owner = Bind(member.Owner, bindings, depth, cancellationToken);
                return owner is Value.CreatedValue maker
                    && ConstructorArgument(maker, member.Member, cancellationToken) is { } argument
                    ? argument
                    : new Value.MemberValue(owner, member.Member);
            case Value.ElementValue element:
                return new Value.ElementValue(Bind(element.Array, bindings, depth, cancellationToken));
            case Value.DerivedValue derived:
                return new Value.DerivedValue(Bind(derived.Source, bindings, depth, cancellationToken));
            case Value.CreatedValue created:
                return created with
                {
                    Arguments = created.Arguments.Select(argument => Bind(argument, bindings, depth, cancellationToken)),
                };
            case Value.NotValue not:
                return Bind(not.Operand, bindings, depth, cancellationToken) switch
                {
                    Value.BoolValue known => new Value.BoolValue(!known.Value),
                    Value.UnknownValue => Value.Unknown,
                    var operand => new Value.NotValue(operand),
                };
            case Value.EqualsValue equals:
                return equals with { Operand = Bind(equals.Operand, bindings, depth, cancellationToken) };
            case Value.DelegateValue code:
                return code with
                {
                    Receiver = Bind(code.Receiver, bindings, depth, cancellationToken),
                    Captured = code.Captured.Select(captured => Bind(captured, bindings, depth, cancellationToken)),
                };
            case Value.HeldValue held:
                Value source = Bind(held.Source, bindings, depth, cancellationToken);
                return source is Value.UnknownValue or Value.CreatedValue ? new Value.LocalValue(held.Variable) : source;
            case Value.EitherValue either:
                return Value.Either(
                    Bind(either.Left, bindings, depth, cancellationToken),
                    Bind(either.Right, bindings, depth, cancellationToken));
            case Value.ReturnedValue returned:
                return depth == Budgets.BoundReturns ? Value.Unknown : BindReturned(returned, bindings, depth + 1, cancellationToken);
            default:
                return value;
        }
    }

    private Value BindReturned(Value.ReturnedValue returned, Bindings bindings, int depth, CancellationToken cancellationToken)
    {
        Value receiver = Bind(returned.Receiver, bindings, depth, cancellationToken);
        bool isVirtual = returned.Target.IsVirtual || returned.Target.IsAbstract || returned.Target.IsOverride;
        if (Target(returned.Target, isVirtual, receiver, bindings.DyingType, cancellationToken) is not { } target)
        {
            return Value.Unknown;
        }

        Bindings inside = new(
            receiver,
            returned.Arguments.Select(argument => Bind(argument, bindings, depth, cancellationToken)),
            bindings.DyingType);
        MethodFacts facts = _facts.Of(target, cancellationToken);
        Value? result = null;
        foreach (Value value in facts.Returns)
        {
            Value bound = Bind(value, inside, depth, cancellationToken);
            result = result is null ? bound : Value.Either(result, bound);
        }

        return facts.IsIterator || target.IsAsync ? Value.Unknown : result ?? Value.Unknown;
    }

    /// <summary>
    /// What a new object keeps in a member that is set once only: by its constructor from a parameter, or to something static.
    /// </summary>
    private Value? ConstructorArgument(Value.CreatedValue created, ISymbol member, CancellationToken cancellationToken)
    {
        IParameterSymbol? parameter = member as IParameterSymbol
            ?? (member is IPropertySymbol { SetMethod: null or { IsInitOnly: true } } property
                ? ValueOrigin.PositionalParameter(property)
                : null);
        if (parameter is null && _histories.Single(member, cancellationToken) is { } assigned)
        {
            switch (assigned)
            {
                case IParameterReferenceOperation reference:
                    parameter = reference.Parameter;
                    break;
                case IFieldReferenceOperation { Field: { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: false } shared }:
                    return new Value.StaticValue(shared.OriginalDefinition);
            }
        }

        return parameter is not null
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, created.Constructor)
                ? created.Arguments[parameter.Ordinal]
                : null;
    }
}
