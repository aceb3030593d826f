using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>
/// What the callers of a body have asked of static state before they called it:
/// <code>if (Manager.IsCreated) Manager.Shared.Free(x);    // the getter of Shared finds it created</code>
/// </summary>
/// <param name="Conditions">What they found.</param>
/// <param name="IsCut">True when they have asked more than is kept.</param>
internal readonly record struct KnownState(ValueList Conditions, bool IsCut = false)
{
    public static readonly KnownState None = new(ValueList.Empty);

    public bool IsEmpty => Conditions.Items.IsEmpty;

    /// <summary>True when a condition cannot have that outcome, or may have been asked and is not kept.</summary>
    public bool Contradicts(Value condition, bool outcome)
    {
        (Value asked, bool isSo) = Plain(condition, outcome);
        bool isKept = false;
        bool contradicts = Conditions.Items.Any(item =>
        {
            (Value known, bool holds) = Plain(item, true);
            isKept |= known == asked;
            return known == asked
                ? holds != isSo
                : holds && isSo && known is Value.EqualsValue one && asked is Value.EqualsValue other && one.Operand == other.Operand;
        });
        return contradicts || (IsCut && !isKept && MemberOf(asked) is not null);
    }

    /// <summary>This state and one condition more, if it is one of state that keeps.</summary>
    public KnownState With(Value condition, bool outcome)
    {
        (Value asked, bool isSo) = Plain(condition, outcome);
        Value item = isSo ? asked : new Value.NotValue(asked);
        return MemberOf(asked) is null || Conditions.Items.Contains(item) ? this
            : Conditions.Items.Length == Budgets.KnownConditions ? this with { IsCut = true }
            : this with { Conditions = new ValueList(Conditions.Items.Add(item)) };
    }

    /// <summary>What still holds inside a method: not what it assigns before it reads it.</summary>
    public KnownState Inside(IMethodSymbol method, CancellationToken cancellationToken) =>
        IsEmpty ? this : Where(member => !IsAssigned(member, method, first: true, cancellationToken));

    /// <summary>What holds for the bodies that a method calls: nothing that it assigns itself.</summary>
    public KnownState Below(IMethodSymbol method, CancellationToken cancellationToken) =>
        IsEmpty ? this : Where(member => !IsAssigned(member, method, first: false, cancellationToken));

    private KnownState Where(System.Func<ISymbol, bool> keeps) => this with
    {
        Conditions = new ValueList(
            Conditions.Items.RemoveAll(item => MemberOf(Plain(item, true).Condition) is { } member && !keeps(member))),
    };

    private static bool IsAssigned(ISymbol member, IMethodSymbol method, bool first, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            foreach (IdentifierNameSyntax name in reference.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == member.Name)
                {
                    ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                    bool isAssigned = whole.Parent is AssignmentExpressionSyntax assignment
                        && assignment.Left == whole
                        && !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression);
                    if (isAssigned || first)
                    {
                        return isAssigned;
                    }
                }
            }
        }

        return false;
    }

    private static (Value Condition, bool Outcome) Plain(Value condition, bool outcome) =>
        condition is Value.NotValue not ? Plain(not.Operand, !outcome) : (condition, outcome);

    /// <summary>The static member, or member of an object that one holds, that the condition asks for; null for anything else.</summary>
    private static ISymbol? MemberOf(Value condition) => condition switch
    {
        Value.EqualsValue { Operand: var operand } => MemberOf(operand),
        Value.StaticValue { Member: var member } => member,
        Value.MemberValue { Owner: Value.StaticValue or Value.MemberValue, Member: var member } nested =>
            MemberOf(nested.Owner) is null ? null : member,
        _ => null,
    };
}
