using System.Threading;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>Who else can hold an object than the one whose code is looked at, `this`.</summary>
internal enum Lifetime
{
    /// <summary>Not known: rules stay silent.</summary>
    Unknown,

    /// <summary>Nobody: it is that object or belongs to it alone.</summary>
    Owned,

    /// <summary>Came from outside, so that other code may hold it.</summary>
    Shared,

    /// <summary>Static, or part of an object that outlives this one.</summary>
    ProvedShared,
}

/// <summary>Lifetimes of values that are bound to a root.</summary>
internal sealed class Lifetimes
{
    private readonly MemberHistories _histories;

    public static Lifetimes Of(ProcessModel model) => model.Get(static model => new Lifetimes(MemberHistories.Of(model)));

    public Lifetimes(MemberHistories histories) => _histories = histories;

    public Lifetime Of(Value value, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case Value.ThisValue or Value.CreatedValue or Value.DelegateValue:
                return Lifetime.Owned;
            case Value.LivingValue:
                return Lifetime.Shared;
            case Value.StaticValue or Value.TypeValue or Value.TextValue:
                return Lifetime.ProvedShared;
            case Value.ElementValue element:
                return Of(element.Array, cancellationToken);
            case Value.DerivedValue derived:
                return Of(derived.Source, cancellationToken) is Lifetime.Owned ? Lifetime.Unknown : Of(derived.Source, cancellationToken);
            case Value.MemberValue member:
                return OfMember(member, cancellationToken);
            case Value.EitherValue either:
                Lifetime left = Of(either.Left, cancellationToken);
                Lifetime right = Of(either.Right, cancellationToken);
                return left == right ? left
                    : left is Lifetime.Unknown or Lifetime.Owned || right is Lifetime.Unknown or Lifetime.Owned ? Lifetime.Unknown
                    : Lifetime.Shared;
            default:
                return Lifetime.Unknown;
        }
    }

    public bool IsShared(Value value, CancellationToken cancellationToken) =>
        Of(value, cancellationToken) is Lifetime.Shared or Lifetime.ProvedShared;

    private Lifetime OfMember(Value.MemberValue member, CancellationToken cancellationToken)
    {
        switch (Of(member.Owner, cancellationToken))
        {
            case Lifetime.Shared or Lifetime.ProvedShared:
                return Lifetime.ProvedShared;
            case Lifetime.Owned when IsKeptPrivate(member.Member, cancellationToken):
                return Lifetime.Owned;
            case Lifetime.Owned when member.Owner is not Value.CreatedValue && !member.Member.DeclaringSyntaxReferences.IsEmpty:
                return Lifetime.Shared;
            default:
                return Lifetime.Unknown;
        }
    }

    private bool IsKeptPrivate(ISymbol member, CancellationToken cancellationToken) =>
        member is IFieldSymbol { Type.IsValueType: true, DeclaredAccessibility: Accessibility.Private }
        || _histories.Of(member, cancellationToken) is { IsPrivateCreation: true };
}
