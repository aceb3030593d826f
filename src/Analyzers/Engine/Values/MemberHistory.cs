using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>All that this compilation ever does with one field or auto-property.</summary>
/// <param name="Assigned">Every expression that is assigned to it, its initialiser included.</param>
/// <param name="Escapes">True when its value is handed out: returned, stored elsewhere, passed to a method of this compilation.</param>
/// <param name="IsMadeHere">True when all that is assigned is made on the spot, and not handed out before it is assigned.</param>
internal sealed record MemberHistory(ImmutableArray<ExpressionSyntax> Assigned, bool Escapes, bool IsMadeHere)
{
    /// <summary>True when it only ever holds objects that this type made and kept to itself.</summary>
    public bool IsPrivateCreation => !Escapes && IsMadeHere;

    /// <summary>True for an expression that makes a new object (or is null), whatever surrounds it.</summary>
    public static bool IsCreation(ExpressionSyntax expression) => expression switch
    {
        BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax => true,
        AnonymousFunctionExpressionSyntax or InitializerExpressionSyntax or DefaultExpressionSyntax or ThisExpressionSyntax => true,
        LiteralExpressionSyntax literal => !literal.IsKind(SyntaxKind.StringLiteralExpression),
        ParenthesizedExpressionSyntax parenthesized => IsCreation(parenthesized.Expression),
        CastExpressionSyntax cast => IsCreation(cast.Expression),
        PostfixUnaryExpressionSyntax suppressed => IsCreation(suppressed.Operand),
        AssignmentExpressionSyntax assignment => IsCreation(assignment.Right),
        ConditionalExpressionSyntax conditional => IsCreation(conditional.WhenTrue) && IsCreation(conditional.WhenFalse),
        BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) =>
            IsCreation(coalesce.Left) && IsCreation(coalesce.Right),
        _ => (int)expression.Kind() == NewerSyntax.CollectionExpression,
    };
}

/// <summary>Reads member histories on demand; they are kept for the compilation.</summary>
internal sealed class MemberHistories
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Memo<ISymbol, MemberHistory> _histories;

    /// <summary>Every place of the compilation that has a name: many types have a member of the same one.</summary>
    private readonly Memo<string, ImmutableArray<SimpleNameSyntax>> _names;

    public static MemberHistories Of(ProcessModel model) =>
        model.Get(static model => new MemberHistories(model.Compilation, SourceBodies.Of(model)));

    public MemberHistories(Compilation compilation, SourceBodies bodies)
    {
        _compilation = compilation;
        _bodies = bodies;
        _histories = new(Read, SymbolEqualityComparer.Default);
        _names = new(ReadNames);
    }

    /// <summary>The history of a field or auto-property of this compilation; null for any other symbol.</summary>
    public MemberHistory? Of(ISymbol member, CancellationToken cancellationToken)
    {
        ISymbol definition = member.OriginalDefinition;
        return definition is IFieldSymbol or IPropertySymbol && !definition.DeclaringSyntaxReferences.IsEmpty
            ? _histories.Get(definition, cancellationToken)
            : null;
    }

    /// <summary>Everything that is assigned to a member, without conversions and null checks.</summary>
    public IEnumerable<IOperation> Assigned(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (ExpressionSyntax assigned in Of(member, cancellationToken)?.Assigned ?? ImmutableArray<ExpressionSyntax>.Empty)
        {
            // `x!` has no operation of its own.
            SyntaxNode value = assigned;
            while (value is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed)
            {
                value = suppressed.Operand;
            }

            if (_bodies.Model(assigned.SyntaxTree)?.GetOperation(value, cancellationToken) is { } operation)
            {
                yield return ValueOrigin.Unwrap(operation)
                    is ICoalesceOperation { WhenNull: IThrowOperation or IConversionOperation { Operand: IThrowOperation } } checkedValue
                    ? ValueOrigin.Unwrap(checkedValue.Value)
                    : ValueOrigin.Unwrap(operation);
            }
        }
    }

    /// <summary>The one expression that a member is ever assigned, initialiser included; null when there are others, or none.</summary>
    public IOperation? Single(ISymbol member, CancellationToken cancellationToken) =>
        Assigned(member, cancellationToken).Take(2).ToList() is { Count: 1 } assigned ? assigned[0] : null;

    /// <summary>Every read, write or other reference of a field, property or event in this compilation.</summary>
    public IEnumerable<IMemberReferenceOperation> References(ISymbol member, CancellationToken cancellationToken) =>
        Mentions(member.OriginalDefinition, cancellationToken)
            .Select(mention => mention.Model.GetOperation(mention.Name, cancellationToken)

                // `x.Member` and `?.Member` have their operation at the whole.
                ?? mention.Model.GetOperation(mention.Name.Parent!, cancellationToken))
            .OfType<IMemberReferenceOperation>();

    /// <summary>Every place in this compilation that names a member, with the model of its file.</summary>
    public IEnumerable<(SimpleNameSyntax Name, SemanticModel Model)> Mentions(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (SimpleNameSyntax name in InScope(member, cancellationToken))
        {
            if (_bodies.Model(name.SyntaxTree) is { } model && Refers(name, member, model, cancellationToken))
            {
                yield return (name, model);
            }
        }
    }

    private MemberHistory Read(ISymbol member, CancellationToken cancellationToken)
    {
        ImmutableArray<ExpressionSyntax>.Builder assigned = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        bool escapes = member is IPropertySymbol && !IsFamily(member);
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            ExpressionSyntax? initializer = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } value } => value,
                PropertyDeclarationSyntax { Initializer.Value: { } value } => value,
                _ => null,
            };
            if (initializer is not null)
            {
                assigned.Add(initializer);
            }
        }

        foreach ((SimpleNameSyntax name, SemanticModel model) in Mentions(member, cancellationToken))
        {
            escapes |= member is IFieldSymbol
                && MemberUse.GetterRound(name) is { } getter
                && model.GetDeclaredSymbol(getter, cancellationToken) is { } property
                && IsFamily(property)
                ? Of(property, cancellationToken) is not { Escapes: false }
                : MemberUse.Of(name, model, cancellationToken, assigned);
        }

        bool isMadeHere = assigned.All(value => MemberHistory.IsCreation(value)
            || (_bodies.Model(value.SyntaxTree) is { } model && OwnCreation.IsHeldBy(value, member, model, cancellationToken)));
        return new MemberHistory(assigned.ToImmutable(), escapes, isMadeHere);
    }

    /// <summary>True for a member that only its type, and types derived from it, can use.</summary>
    private static bool IsFamily(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private static bool Refers(SimpleNameSyntax name, ISymbol member, SemanticModel model, CancellationToken cancellationToken)
    {
        SymbolInfo info = model.GetSymbolInfo(name, cancellationToken);
        ISymbol? symbol = (info.Symbol as IMethodSymbol)?.ReducedFrom ?? info.Symbol;
        return SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, member)
            || info.CandidateSymbols.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, member));
    }

    /// <summary>The places that have the name of a member, where code can name it.</summary>
    private IEnumerable<SimpleNameSyntax> InScope(ISymbol member, CancellationToken cancellationToken)
    {
        if (member.DeclaredAccessibility != Accessibility.Private)
        {
            return _names.Get(member.Name, cancellationToken);
        }

        INamedTypeSymbol outermost = member.ContainingType;
        while (outermost.ContainingType is { } outer)
        {
            outermost = outer;
        }

        return outermost.DeclaringSyntaxReferences
            .SelectMany(part => SyntaxIndex.Of(part.SyntaxTree).Occurrences(member.Name, part.Span, cancellationToken))
            .Select(static token => token.Parent)
            .OfType<SimpleNameSyntax>();
    }

    private ImmutableArray<SimpleNameSyntax> ReadNames(string name, CancellationToken cancellationToken) =>
        _compilation.SyntaxTrees
            .SelectMany(tree => SyntaxIndex.Of(tree).NamesOf(name, cancellationToken))
            .Select(static token => token.Parent)
            .OfType<SimpleNameSyntax>()
            .ToImmutableArray();
}
