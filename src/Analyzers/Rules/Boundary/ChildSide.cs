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
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// Tells code that only runs in a child process from the parent's. A member that nothing but child delegates, and members
/// of this kind, ever name is the child's own. What runs unnamed, a finalizer or what the framework calls by an interface
/// or a base type, runs where the objects of its type are made. All other code is the parent's.
/// </summary>
internal sealed class ChildSide
{
    private const int MaxDepth = 6;

    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Boundaries _boundaries;
    private readonly ConcurrentDictionary<ISymbol, bool> _childOnly = new(SymbolEqualityComparer.Default);

    public static ChildSide Of(ProcessModel model) =>
        model.Get(static model => new ChildSide(SourceBodies.Of(model), MemberHistories.Of(model), Boundaries.Of(model)));

    public ChildSide(SourceBodies bodies, MemberHistories histories, Boundaries boundaries)
    {
        _bodies = bodies;
        _histories = histories;
        _boundaries = boundaries;
    }

    /// <summary>The places outside of child code that name a field or property; its own declaration does not count.</summary>
    public IEnumerable<SimpleNameSyntax> ParentMentions(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Mentions(member, cancellationToken)
            .Where(mention => !IsChildOnly(
                mention.Name,
                mention.Model,
                ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default),
                cancellationToken))
            .Select(static mention => mention.Name);

    /// <summary>True when the code at that place only ever runs in a child process.</summary>
    private bool IsChildOnly(SyntaxNode place, SemanticModel model, ImmutableHashSet<ISymbol> asked, CancellationToken cancellationToken)
    {
        foreach (SyntaxNode node in place.AncestorsAndSelf())
        {
            switch (node)
            {
                case ArgumentSyntax argument when IsHandedToChild(argument, model, cancellationToken):
                    return true;
                case AnonymousFunctionExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } }
                    when IsOnlyHandedToChild(variable, model, cancellationToken):
                    return true;
                case LocalFunctionStatementSyntax function:
                    return IsOnlyNamedByChild(function, model, asked, cancellationToken);
                case DestructorDeclarationSyntax destructor when model.GetDeclaredSymbol(destructor, cancellationToken) is { } finalizer:
                    return IsMadeByChildAlone(finalizer.ContainingType, asked, cancellationToken);
                case ConstructorDeclarationSyntax constructor when constructor.Modifiers.Any(SyntaxKind.StaticKeyword):
                    return true;
                case MemberDeclarationSyntax and not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or GlobalStatementSyntax):
                    return IsOnlyNamedByChild(node, model, asked, cancellationToken);
            }
        }

        return false;
    }

    private bool IsOnlyNamedByChild(
        SyntaxNode declaration,
        SemanticModel model,
        ImmutableHashSet<ISymbol> asked,
        CancellationToken cancellationToken)
    {
        if (declaration is not (MethodDeclarationSyntax
                or PropertyDeclarationSyntax
                or LocalFunctionStatementSyntax
                or ConstructorDeclarationSyntax)
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } symbol)
        {
            return false;
        }

        if (_childOnly.TryGetValue(symbol, out bool known))
        {
            return known;
        }

        if (asked.Contains(symbol))
        {
            return true;
        }

        if (asked.Count == MaxDepth)
        {
            return false;
        }

        bool result = IsCalledByTheFramework(symbol)
            ? IsMadeByChildAlone(symbol.ContainingType, asked.Add(symbol), cancellationToken)
            : AreOfChild(
                Namings(symbol, declaration, model, cancellationToken).Where(naming => !naming.Place.Ancestors().Contains(declaration)),
                asked.Add(symbol),
                cancellationToken) == true;
        return asked.Count == 0 ? _childOnly.GetOrAdd(symbol, result) : result;
    }

    /// <summary>False when code of the parent names one of its constructors; creations that do not name the type are not seen.</summary>
    private bool IsMadeByChildAlone(INamedTypeSymbol type, ImmutableHashSet<ISymbol> asked, CancellationToken cancellationToken) =>
        asked.Count >= MaxDepth || AreOfChild(Creations(type, cancellationToken), asked, cancellationToken) != false;

    /// <summary>Whether all places only run in children; null when there are none.</summary>
    private bool? AreOfChild(
        IEnumerable<(SyntaxNode Place, SemanticModel Model)> places,
        ImmutableHashSet<ISymbol> asked,
        CancellationToken cancellationToken)
    {
        bool? result = null;
        foreach ((SyntaxNode place, SemanticModel model) in places)
        {
            result = IsChildOnly(place, model, asked, cancellationToken);
            if (result == false)
            {
                break;
            }
        }

        return result;
    }

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

    /// <summary>True when a local that holds a lambda is handed to another process, and used nowhere else.</summary>
    private bool IsOnlyHandedToChild(VariableDeclaratorSyntax variable, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(variable, cancellationToken) is not ILocalSymbol local)
        {
            return false;
        }

        List<SimpleNameSyntax> names = SyntaxIndex.Of(variable.SyntaxTree)
            .Occurrences(local.Name, ScopeOf(variable).Span, cancellationToken)
            .Select(static token => token.Parent)
            .OfType<SimpleNameSyntax>()
            .Where(name => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local))
            .ToList();
        return names.Count > 0
            && names.All(name => name.Parent is ArgumentSyntax argument && IsHandedToChild(argument, model, cancellationToken));
    }

    /// <summary>Where the names of a local, or of a local function, can stand.</summary>
    private static SyntaxNode ScopeOf(SyntaxNode declaration) => declaration.Ancestors().First(static ancestor =>
        ancestor is BlockSyntax or CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));

    private bool IsHandedToChild(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetOperation(argument, cancellationToken) is IArgumentOperation { Parameter: { } parameter }
        && _boundaries.KindOf(parameter) is not null;
}
