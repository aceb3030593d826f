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
internal sealed class Callers
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;

    private Callers(Compilation compilation, SourceBodies bodies, MemberHistories histories)
    {
        _compilation = compilation;
        _bodies = bodies;
        _histories = histories;
    }

    public static Callers Of(ProcessModel model) =>
        model.Get(static model => new Callers(model.Compilation, SourceBodies.Of(model), MemberHistories.Of(model)));

    /// <summary>
    /// True when code outside of this compilation can name the member: it is public or protected, and so is all round it.
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
    /// What all callers give a parameter; null when some caller is not seen: the method can be named from outside, is only referred to,
    /// overrides another or implements it, or the argument is not written there.
    /// </summary>
    public IReadOnlyList<IOperation>? ArgumentsFor(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || AreOutside(method) || IsCalledUnderAnotherName(method))
        {
            return null;
        }

        List<IOperation> arguments = new();
        foreach (IOperation? call in Calls(method.OriginalDefinition, cancellationToken))
        {
            IOperation? argument = (call switch
            {
                IInvocationOperation invocation => invocation.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                _ => default,
            }) is { IsDefault: false } given
                ? given.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value
                : null;
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return arguments.Count > 0 ? arguments : null;
    }

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
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            SyntaxIndex index = SyntaxIndex.Of(tree);
            IEnumerable<SyntaxNode> named = index.Occurrences(type.Name, cancellationToken: cancellationToken)
                .Select(static token => token.Parent?.Ancestors().FirstOrDefault(static node => node is not NameSyntax))
                .Where(static node => node is ObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
                .OfType<SyntaxNode>();
            foreach (SyntaxNode node in named.Concat(index.ImplicitCreations(cancellationToken))
                .Concat(Chained(type, tree, cancellationToken)))
            {
                IOperation? operation = _bodies.Model(tree)?.GetOperation(node, cancellationToken);
                IMethodSymbol? called = operation switch
                {
                    IObjectCreationOperation creation => creation.Constructor,
                    IInvocationOperation chain => chain.TargetMethod,
                    _ => null,
                };
                if (SymbolEqualityComparer.Default.Equals(called?.OriginalDefinition, constructor.OriginalDefinition))
                {
                    yield return operation;
                }
            }
        }
    }

    /// <summary>The `: this(…)` of a type, and the `: base(…)` of types that derive from it.</summary>
    private static IEnumerable<SyntaxNode> Chained(INamedTypeSymbol type, SyntaxTree tree, CancellationToken cancellationToken) =>
        SyntaxIndex.Of(tree).Types
            .Where(declaration => declaration.Identifier.ValueText == type.Name || declaration.BaseList is not null)
            .SelectMany(static declaration => declaration.Members
                .OfType<ConstructorDeclarationSyntax>()
                .Select(static constructor => (SyntaxNode?)constructor.Initializer)
                .Append(declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault()))
            .OfType<SyntaxNode>();

    private static bool IsCalledUnderAnotherName(IMethodSymbol method) =>
        method.IsOverride || method.IsVirtual || method.IsAbstract || !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.MethodKind == MethodKind.Ordinary && method.ContainingType.AllInterfaces
            .SelectMany(contract => contract.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(
                method.ContainingType.FindImplementationForInterfaceMember(member),
                method)));
}
