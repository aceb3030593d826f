using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>
/// Where a value came from, in terms of one body: its `this`, its parameters, and the members reached from them.
/// Values are compared by structure; symbols in them are original definitions.
/// </summary>
internal abstract record Value
{
    /// <summary>Not known, or several unlike origins: rules stay silent.</summary>
    public static readonly Value Unknown = new UnknownValue();

    public static readonly Value This = new ThisValue();

    /// <summary>The object that a callback belongs to: alive while the callback can run.</summary>
    public static readonly Value Living = new LivingValue();

    /// <summary>null, a literal, or an object that nobody else has seen.</summary>
    public static readonly Value Fresh = new CreatedValue(null, ValueList.Empty);

    /// <summary>The one of two possible origins that says more; unlike origins stay side by side.</summary>
    public static Value Either(Value left, Value right) =>
        left == right || right == Fresh ? left
        : left == Fresh ? right
        : new EitherValue(left, right);

    internal sealed record UnknownValue : Value;

    internal sealed record ThisValue : Value;

    internal sealed record LivingValue : Value;

    internal sealed record ParameterValue(int Ordinal) : Value;

    /// <summary>A static field or property.</summary>
    internal sealed record StaticValue(ISymbol Member) : Value;

    /// <summary>An instance field or auto-property of another value.</summary>
    internal sealed record MemberValue(Value Owner, ISymbol Member) : Value;

    /// <summary>A local or parameter that a body shares with the lambdas that capture it.</summary>
    internal sealed record LocalValue(ISymbol Variable) : Value;

    /// <summary>What a local holds, told by its source: the local itself tells it when that is an object made there.</summary>
    internal sealed record HeldValue(ILocalSymbol Variable, Value Source) : Value;

    /// <summary>A parameter of the method around a lambda that is read on its own.</summary>
    internal sealed record CapturedValue(int Ordinal) : Value;

    /// <summary>An element of an array.</summary>
    internal sealed record ElementValue(Value Array) : Value;

    /// <summary>Something that a member of another assembly hands out of a value.</summary>
    internal sealed record DerivedValue(Value Source) : Value;

    /// <summary>An object made here, with the constructor of this compilation that made it, if any.</summary>
    internal sealed record CreatedValue(IMethodSymbol? Constructor, ValueList Arguments) : Value;

    /// <summary>The System.Type object that a static synchronized method locks.</summary>
    internal sealed record TypeValue(ITypeSymbol Type) : Value;

    /// <summary>A string constant: one object for the whole process.</summary>
    internal sealed record TextValue(string Text) : Value;

    /// <summary>What a method or getter of this compilation returns.</summary>
    internal sealed record ReturnedValue(IMethodSymbol Target, Value Receiver, ValueList Arguments) : Value;

    /// <summary>The code of a lambda or method that a delegate runs, on the object that is its `this`.</summary>
    internal sealed record DelegateValue(IMethodSymbol Method, Value Receiver) : Value
    {
        /// <summary>What the method around a lambda was given, by ordinal; unknown where the lambda does not use it.</summary>
        public ValueList Captured { get; init; }
    }

    /// <summary>Whether a value equals a constant, as in `s_state == State.Ready`.</summary>
    internal sealed record EqualsValue(Value Operand, object? Constant) : Value;

    internal sealed record BoolValue(bool Value) : Value;

    internal sealed record NotValue(Value Operand) : Value;

    internal sealed record EitherValue(Value Left, Value Right) : Value;
}

/// <summary>An immutable list of values that is compared by its items.</summary>
internal readonly struct ValueList : IEquatable<ValueList>
{
    public static readonly ValueList Empty = new(ImmutableArray<Value>.Empty);

    private readonly ImmutableArray<Value> _items;

    public ValueList(ImmutableArray<Value> items) => _items = items;

    public ImmutableArray<Value> Items => _items.IsDefault ? ImmutableArray<Value>.Empty : _items;

    /// <summary>The item at that place, or unknown when no item is there.</summary>
    public Value this[int ordinal] => !_items.IsDefault && ordinal < _items.Length ? _items[ordinal] : Value.Unknown;

    public ValueList Select(Func<Value, Value> map) => _items.IsDefaultOrEmpty ? this : new(_items.Select(map).ToImmutableArray());

    public bool Equals(ValueList other) =>
        _items.IsDefaultOrEmpty ? other._items.IsDefaultOrEmpty : !other._items.IsDefault && _items.SequenceEqual(other._items);

    public override bool Equals(object? obj) => obj is ValueList other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        if (!_items.IsDefault)
        {
            foreach (Value item in _items)
            {
                hash = unchecked((hash * 31) + item.GetHashCode());
            }
        }

        return hash;
    }
}
