using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>Who calls a method, local function or constructor of this compilation.</summary>
internal sealed partial class Callers
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly ImplicitCreations _implicit;

    private Callers(Compilation compilation, SourceBodies bodies, MemberHistories histories, ImplicitCreations implicitly)
    {
        _compilation = compilation;
        _bodies = bodies;
        _histories = histories;
        _implicit = implicitly;
    }

    public static Callers Of(ProcessModel model) => model.Get(static model => new Callers(
        model.Compilation,
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        ImplicitCreations.Of(model)));

    /// <summary>
    /// True when code outside of this compilation can name the member: it is public or protected, and so is all around it.
    /// </summary>
    public static bool AreOutside(ISymbol member)
    {
        for (ISymbol? symbol = member; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction }
                || symbol.DeclaredAccessibility is not (Accessibility.Public
                    or Accessibility.Protected
                    or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What all callers give a parameter, calls by the name of what the method overrides or implements included; null when some caller
    /// is not seen: the method can be named from outside, is only referred to, or the argument is not written there.
    /// </summary>
    public IReadOnlyList<IOperation>? ArgumentsFor(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (AllCalls(NamesOf(parameter), cancellationToken) is not { } calls)
        {
            return null;
        }

        List<IOperation> arguments = calls.Select(call => Argument(call, parameter)).OfType<IOperation>().ToList();
        return arguments.Count > 0 && arguments.Count == calls.Count ? arguments : null;
    }

    /// <summary>All calls of a method or local function; null when some caller is not seen, as for <see cref="ArgumentsFor"/>.</summary>
    public IReadOnlyList<IOperation>? AllCalls(IMethodSymbol method, CancellationToken cancellationToken) =>
        AllCalls(NamesOf((ISymbol)method).OfType<IMethodSymbol>(), cancellationToken);

    private IReadOnlyList<IOperation>? AllCalls(IEnumerable<IMethodSymbol> names, CancellationToken cancellationToken)
    {
        List<IOperation> calls = new();
        foreach (IMethodSymbol named in names)
        {
            // A name from elsewhere is called where nobody sees it: by the framework, for the most part.
            if (AreOutside(named) || named.DeclaringSyntaxReferences.IsEmpty || named.AssociatedSymbol is not null)
            {
                return null;
            }

            foreach (IOperation? call in Calls(named, cancellationToken))
            {
                if (call is null)
                {
                    return null;
                }

                calls.Add(call);
            }
        }

        return calls;
    }

    /// <summary>
    /// What the calls that are seen give a parameter, calls by the name of what the method overrides or implements included; for the
    /// `value` of an event's accessors, what is subscribed.
    /// </summary>
    public IEnumerable<IOperation> SeenArgumentsFor(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        parameter.ContainingSymbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.EventAdd or MethodKind.EventRemove, AssociatedSymbol: IEventSymbol raised } =>
                Subscribed(raised, cancellationToken),
            IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } method =>
                _bodies.Of(method, cancellationToken)?.Parent is IAnonymousFunctionOperation lambda
                    ? RunsOf(lambda, cancellationToken).Select(run => Argument(run, parameter)).OfType<IOperation>()
                    : Enumerable.Empty<IOperation>(),
            _ => NamesOf(parameter)
                .SelectMany(named => Calls(named, cancellationToken))
                .Select(call => Argument(call, parameter))
                .OfType<IOperation>(),
        };

    /// <summary>The methods by whose names a parameter is given: all of an extension block, for its receiver.</summary>
    private static IEnumerable<IMethodSymbol> NamesOf(IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IMethodSymbol method => NamesOf((ISymbol)method).OfType<IMethodSymbol>(),
        INamedTypeSymbol block => block.GetMembers().OfType<IMethodSymbol>().Where(static method => !method.IsStatic),
        _ => Enumerable.Empty<IMethodSymbol>(),
    };

    /// <summary>The handlers that this compilation is seen to add to an event, by its own name or that of one that it implements.</summary>
    public IEnumerable<IOperation> Subscribed(IEventSymbol raised, CancellationToken cancellationToken) =>
        NamesOf(raised)
            .SelectMany(named => _histories.Mentions(named, cancellationToken))
            .Select(mention => (
                Assignment: mention.Name.FirstAncestorOrSelf<AssignmentExpressionSyntax>(
                    assignment => assignment.Left.Span.Contains(mention.Name.Span)),
                mention.Model))
            .Where(static mention => mention.Assignment is not null)
            .Select(mention => mention.Model.GetOperation(mention.Assignment!, cancellationToken))
            .OfType<IEventAssignmentOperation>()
            .Where(static assignment => assignment.Adds)
            .Select(static assignment => assignment.HandlerValue);

    private static IOperation? Argument(IOperation? call, IParameterSymbol parameter) =>
        parameter.ContainingSymbol is INamedTypeSymbol ? (call as IInvocationOperation)?.Instance : ArgumentFor(call, parameter);

    private static IOperation? ArgumentFor(IOperation? call, IParameterSymbol parameter) => (call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => default,
    }) is { IsDefault: false } given
        ? given.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value
        : null;

    /// <summary>A member, and the source members that it overrides or implements.</summary>
    public static IEnumerable<ISymbol> NamesOf(ISymbol member)
    {
        yield return member.OriginalDefinition;
        for (ISymbol? current = Overridden(member); current is not null; current = Overridden(current))
        {
            yield return current.OriginalDefinition;
        }

        foreach (ISymbol contract in member.ContainingType is null or { TypeKind: TypeKind.Interface }
            ? Enumerable.Empty<ISymbol>()
            : member.ContainingType.AllInterfaces.SelectMany(
                type => type.GetMembers(member.Name.Substring(member.Name.LastIndexOf('.') + 1))))
        {
            if (SymbolEqualityComparer.Default.Equals(member.ContainingType!.FindImplementationForInterfaceMember(contract), member))
            {
                yield return contract.OriginalDefinition;
            }
        }
    }

    /// <summary>True for a member that code may name by what it overrides or implements.</summary>
    public static bool HasOtherNames(ISymbol member) => NamesOf(member).Skip(1).Any();

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IEventSymbol raised => raised.OverriddenEvent,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>
    /// The calls that run the method or constructor by its name; null stands for a place that names it and does not call it.
    /// </summary>
    public IEnumerable<IOperation?> Calls(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.MethodKind == MethodKind.Constructor
            ? Creations(method, cancellationToken)
            : _histories.Mentions(method.OriginalDefinition, cancellationToken)
                .Where(static mention => !mention.Name.Ancestors().Any(static node => node is CrefSyntax))
                .Select(mention => CallOf(mention.Name, mention.Model, cancellationToken));

    private static IOperation? CallOf(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellationToken) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => call.Expression.Span.Contains(name.Span)) is { } syntax
        && syntax.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last() == name
            ? model.GetOperation(syntax, cancellationToken) as IInvocationOperation
            : null;

    private IEnumerable<IOperation?> Creations(IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = constructor.ContainingType.OriginalDefinition;
        ILookup<SyntaxTree, IObjectCreationOperation> implicitly = _implicit.Calling(constructor, cancellationToken)
            .ToLookup(static creation => creation.Syntax.SyntaxTree);
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            SyntaxIndex index = SyntaxIndex.Of(tree);
            foreach (SyntaxNode node in Named(type, index, cancellationToken))
            {
                if (Call(node) is { } call)
                {
                    yield return call;
                }
            }

            foreach (IObjectCreationOperation creation in implicitly[tree])
            {
                yield return creation;
            }

            foreach (SyntaxNode node in Chained(type, index, cancellationToken))
            {
                if (Call(node) is { } call)
                {
                    yield return call;
                }
            }
        }

        IOperation? Call(SyntaxNode node)
        {
            IOperation? operation = _bodies.Model(node.SyntaxTree)?.GetOperation(node, cancellationToken);
            IMethodSymbol? called = operation switch
            {
                IObjectCreationOperation creation => creation.Constructor,
                IInvocationOperation chain => chain.TargetMethod,
                _ => null,
            };
            return SymbolEqualityComparer.Default.Equals(called?.OriginalDefinition, constructor.OriginalDefinition) ? operation : null;
        }
    }

    private static IEnumerable<SyntaxNode> Named(INamedTypeSymbol type, SyntaxIndex index, CancellationToken cancellationToken) =>
        index.Occurrences(type.Name, cancellationToken: cancellationToken)
            .Select(static token => token.Parent?.Ancestors().FirstOrDefault(static node => node is not NameSyntax))
            .Where(static node => node is ObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
            .OfType<SyntaxNode>();

    /// <summary>
    /// The `: this(…)` of a type, and the `: base(…)` of types that derive from it, those of primary constructors included.
    /// </summary>
    private static IEnumerable<SyntaxNode> Chained(INamedTypeSymbol type, SyntaxIndex index, CancellationToken cancellationToken)
    {
        if (!index.HasWord(type.Name, cancellationToken))
        {
            yield break;
        }

        foreach (TypeDeclarationSyntax declaration in index.Types
            .Where(declaration => declaration.Identifier.ValueText == type.Name)
            .Concat(index.TypesWithBase(type.Name))
            .Distinct())
        {
            foreach (ConstructorDeclarationSyntax constructor in declaration.Members.OfType<ConstructorDeclarationSyntax>())
            {
                if (constructor.Initializer is { } initializer)
                {
                    yield return initializer;
                }
            }

            foreach (BaseTypeSyntax primary in declaration.BaseList?.Types ?? default)
            {
                if (primary is PrimaryConstructorBaseTypeSyntax)
                {
                    yield return primary;
                }
            }
        }
    }
}
