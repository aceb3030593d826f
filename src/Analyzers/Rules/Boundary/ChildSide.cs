using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Domain.Children;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// Tells code that only runs in a child process from the parent's. A member that nothing but child delegates, and members
/// of this kind, ever name is the child's own. What runs unnamed, a finalizer or what the framework calls by an interface
/// or a base type, runs where the objects of its type are made. All other code is the parent's.
/// </summary>
internal sealed class ChildSide
{
    private readonly MemberHistories _histories;
    private readonly Boundaries _boundaries;
    private readonly ConcurrentDictionary<ISymbol, bool> _childOnly = new(SymbolEqualityComparer.Default);

    private ChildSide(MemberHistories histories, Boundaries boundaries)
    {
        _histories = histories;
        _boundaries = boundaries;
    }

    public static ChildSide Of(ProcessModel model) =>
        model.Get(static model => new ChildSide(MemberHistories.Of(model), Boundaries.Of(model)));

    /// <summary>The places outside of child code that name a field or property; its own declaration does not count.</summary>
    public IEnumerable<SimpleNameSyntax> ParentMentions(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Mentions(member, cancellationToken)
            .Where(mention => !IsChildOnly(mention.Name, mention.Model, cancellationToken))
            .Select(static mention => mention.Name);

    /// <summary>True when the code at that place only ever runs in a child process, or too much leads to it to tell.</summary>
    private bool IsChildOnly(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        (bool? isChild, Naming? around) = SideOf(place, model, cancellationToken);
        if (around is null)
        {
            return isChild == true;
        }

        if (_childOnly.TryGetValue(around.Symbol, out bool known))
        {
            return known;
        }

        bool? result = IsReachedByChildAlone(around, cancellationToken);
        return result is { } whole ? _childOnly.GetOrAdd(around.Symbol, whole) : true;
    }

    /// <summary>
    /// Whether nothing but child delegates leads to a member, through members that nothing else leads to; null when it is too much to tell.
    /// </summary>
    private bool? IsReachedByChildAlone(Naming member, CancellationToken cancellationToken)
    {
        HashSet<ISymbol> asked = new(SymbolEqualityComparer.Default) { member.Symbol };
        Queue<Naming> open = new();
        open.Enqueue(member);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Naming next = open.Dequeue();
            bool isNamed = false;
            foreach ((SyntaxNode place, SemanticModel model) in Reaching(next, cancellationToken))
            {
                isNamed = true;
                (bool? isChild, Naming? around) = SideOf(place, model, cancellationToken);
                if (around is null && isChild != true)
                {
                    return false;
                }

                if (around is not null && asked.Add(around.Symbol))
                {
                    open.Enqueue(around);
                }
            }

            if (!isNamed && !next.RunsUnnamed)
            {
                return false;
            }

            if (asked.Count > Budgets.ChildSideMembers)
            {
                return null;
            }
        }

        return true;
    }

    /// <summary>The places that lead to a member: those that name it, or where objects of its type are made when it runs unnamed.</summary>
    private IEnumerable<(SyntaxNode Place, SemanticModel Model)> Reaching(Naming member, CancellationToken cancellationToken) =>
        member.RunsUnnamed
            ? Creations(member.Symbol.ContainingType, cancellationToken)
            : Namings(member.Symbol, member.Declaration, member.Model, cancellationToken)
                .Where(naming => !naming.Place.Ancestors().Contains(member.Declaration));

    /// <summary>Whether code at a place runs in children or not, where the place alone tells; else the member around it.</summary>
    private (bool? IsChild, Naming? Around) SideOf(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsOnlyHandedToChild(place, model, cancellationToken))
        {
            return (true, null);
        }

        foreach (SyntaxNode node in place.AncestorsAndSelf())
        {
            switch (node)
            {
                case ArgumentSyntax argument when IsHandedToChild(argument, model, cancellationToken):
                case AnonymousFunctionExpressionSyntax when IsOnlyHandedToChild(node, model, cancellationToken):
                    return (true, null);
                case LocalFunctionStatementSyntax:
                    return AroundOf(node, model, cancellationToken);
                case DestructorDeclarationSyntax destructor when model.GetDeclaredSymbol(destructor, cancellationToken) is { } finalizer:
                    return (null, new Naming(finalizer, destructor, model, RunsUnnamed: true));
                case ConstructorDeclarationSyntax constructor when constructor.Modifiers.Any(SyntaxKind.StaticKeyword):
                    return (true, null);
                case MemberDeclarationSyntax and not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or GlobalStatementSyntax):
                    return AroundOf(node, model, cancellationToken);
            }
        }

        return (false, null);
    }

    private static (bool? IsChild, Naming? Around) AroundOf(
        SyntaxNode declaration,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        declaration is MethodDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax or ConstructorDeclarationSyntax
        && model.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol
            ? (null, new Naming(symbol, declaration, model, IsCalledByTheFramework(symbol)))
            : (false, null);

    private IEnumerable<(SyntaxNode Place, SemanticModel Model)> Namings(
        ISymbol symbol,
        SyntaxNode declaration,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => Creations(constructor.ContainingType, cancellationToken),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => SyntaxIndex.Of(declaration.SyntaxTree)
                .Occurrences(symbol.Name, ScopeOf(declaration).Span, cancellationToken)
                .Select(static token => token.Parent)
                .OfType<SimpleNameSyntax>()
                .Where(name => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol))
                .Select(name => ((SyntaxNode)name, model)),
            _ => Overridden(symbol).Prepend(symbol.OriginalDefinition)
                .SelectMany(named => _histories.Mentions(named, cancellationToken))
                .Select(static mention => ((SyntaxNode)mention.Name, mention.Model)),
        };

    private IEnumerable<(SyntaxNode Place, SemanticModel Model)> Creations(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        _histories.Mentions(type.OriginalDefinition, cancellationToken)
            .Where(static mention => mention.Name.Ancestors()
                .FirstOrDefault(static a => a is not NameSyntax) is ObjectCreationExpressionSyntax)
            .Select(static mention => ((SyntaxNode)mention.Name, mention.Model));

    private static bool IsCalledByTheFramework(ISymbol symbol) =>
        Overridden(symbol).Any(static named => named.DeclaringSyntaxReferences.IsEmpty);

    /// <summary>The members of base types and interfaces that a call may name to run this one.</summary>
    private static IEnumerable<ISymbol> Overridden(ISymbol symbol)
    {
        for (ISymbol? current = OverriddenBy(symbol); current is not null; current = OverriddenBy(current))
        {
            yield return current.OriginalDefinition;
        }

        foreach (ISymbol member in symbol.ContainingType.AllInterfaces.SelectMany(
            type => type.GetMembers(symbol.Name.Substring(symbol.Name.LastIndexOf('.') + 1))))
        {
            if (SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol))
            {
                yield return member.OriginalDefinition;
            }
        }
    }

    private static ISymbol? OverriddenBy(ISymbol symbol) =>
        (symbol as IMethodSymbol)?.OverriddenMethod ?? (ISymbol?)(symbol as IPropertySymbol)?.OverriddenProperty;

    /// <summary>
    /// True for a lambda or a method's name whose local or field is handed to another process, and used for nothing else.
    /// </summary>
    private bool IsOnlyHandedToChild(SyntaxNode code, SemanticModel model, CancellationToken cancellationToken)
    {
        if (HolderOf(code, model, cancellationToken) is not { } holder)
        {
            return false;
        }

        List<(SimpleNameSyntax Name, SemanticModel Model)> names = (holder is ILocalSymbol
            ? SyntaxIndex.Of(code.SyntaxTree)
                .Occurrences(holder.Name, ScopeOf(holder.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)).Span, cancellationToken)
                .Select(static token => token.Parent)
                .OfType<SimpleNameSyntax>()
                .Where(name => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, holder))
                .Select(name => (name, model))
            : _histories.Mentions(holder.OriginalDefinition, cancellationToken))
            .Where(static mention => !(Whole(mention.Item1).Parent is AssignmentExpressionSyntax assignment
                && assignment.Left == Whole(mention.Item1)))
            .ToList();
        return names.Count > 0
            && names.All(mention =>
                Whole(mention.Name).Parent is ArgumentSyntax argument && IsHandedToChild(argument, mention.Model, cancellationToken));
    }

    /// <summary>
    /// The local, field or property that a delegate is assigned to, as it is or as one arm of a choice; null for any other.
    /// </summary>
    private static ISymbol? HolderOf(SyntaxNode code, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode value = code is SimpleNameSyntax name ? Whole(name) : code;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax
                or SwitchExpressionArmSyntax or SwitchExpressionSyntax
            || value.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            value = value.Parent;
        }

        ISymbol? holder = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax } clause =>
                model.GetDeclaredSymbol(clause.Parent!, cancellationToken),
            AssignmentExpressionSyntax assignment when assignment.Right == value =>
                model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol,
            _ => null,
        };
        ITypeSymbol? type = (holder as ILocalSymbol)?.Type ?? (holder as IFieldSymbol)?.Type ?? (holder as IPropertySymbol)?.Type;
        return type is { TypeKind: TypeKind.Delegate } && !holder!.DeclaringSyntaxReferences.IsEmpty ? holder : null;
    }

    /// <summary>`this.Run` of `Run`.</summary>
    private static ExpressionSyntax Whole(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    /// <summary>Where the names of a local, or of a local function, can stand.</summary>
    private static SyntaxNode ScopeOf(SyntaxNode declaration) => declaration.Ancestors().First(static ancestor =>
        ancestor is BlockSyntax or CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));

    private bool IsHandedToChild(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetOperation(argument, cancellationToken) is IArgumentOperation { Parameter: { } parameter }
        && _boundaries.KindOf(parameter, cancellationToken) is not null;

    /// <summary>A member, by the places that name it.</summary>
    /// <param name="Symbol">The member.</param>
    /// <param name="Declaration">Its declaration: what names it there is no call from elsewhere.</param>
    /// <param name="Model">The model of that file.</param>
    /// <param name="RunsUnnamed">True when the framework calls it.</param>
    private sealed record Naming(ISymbol Symbol, SyntaxNode Declaration, SemanticModel Model, bool RunsUnnamed);
}
