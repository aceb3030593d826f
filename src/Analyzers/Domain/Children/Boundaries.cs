using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>
/// Which parameters of one compilation take delegates that run in another process: those that models or marks name, and those of methods
/// that hand theirs on to one of these.
/// </summary>
internal sealed class Boundaries
{
    private const string MarkName = "RunsInChildProcessAttribute";
    private const string ExpressionOfT = "System.Linq.Expressions.Expression`1";

    private static readonly string[] Marks = { "RunsInChildProcess", MarkName };

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly ApiCatalogue _catalogue;
    private readonly Lazy<bool> _exist;
    private readonly Memo<ImmutableDictionary<ISymbol, BoundaryKind>> _forwarding;
    private readonly Memo<SoughtWords> _mayForward;
    private readonly Lazy<ImmutableArray<ISymbol>> _modelled;
    private readonly Lazy<ImmutableHashSet<string?>> _names;

    public static Boundaries Of(ProcessModel model) => model.Get(static model => new Boundaries(
        model.Compilation,
        SourceBodies.Of(model),
        model.Catalogue));

    private Boundaries(Compilation compilation, SourceBodies bodies, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _compilation = compilation;
        _catalogue = catalogue;
        _modelled = new(
            () => catalogue.Boundaries.Where(IsNamed).SelectMany(model => model.Members(compilation)).ToImmutableArray(),
            LazyThreadSafetyMode.PublicationOnly);
        _names = new(ReadNames, LazyThreadSafetyMode.PublicationOnly);
        _exist = new(AnyExists, LazyThreadSafetyMode.PublicationOnly);
        _mayForward = new(cancellationToken => HandedOn.Functions(
            compilation,
            HandedOnBy(new SoughtWords(Names.OfType<string>()), cancellationToken),
            Budgets.WrapperLevels,
            cancellationToken));
        _forwarding = new(cancellationToken => Exist
            ? FindForwarding(cancellationToken)
            : ImmutableDictionary.Create<ISymbol, BoundaryKind>(SymbolEqualityComparer.Default));
    }

    /// <summary>False when nothing that this compilation can call is a boundary.</summary>
    public bool Exist => _exist.Value;

    /// <summary>True when a library has the mark, and so may mark methods of its own.</summary>
    public bool AreMarkedByLibraries =>
        _compilation.SourceModule.ReferencedAssemblySymbols
            .Any(static assembly => !IsOfTheFramework(assembly) && assembly.TypeNames.Contains(MarkName));

    /// <summary>The members that this compilation names and has, of those in the catalogue.</summary>
    public ImmutableArray<ISymbol> Modelled => _modelled.Value;

    /// <summary>The names of the methods that hand a delegate of theirs on to another process.</summary>
    /// <param name="tree">The file that is to call them: nothing is bound where it has no such name.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public IEnumerable<string> ForwardingNames(SyntaxTree tree, CancellationToken cancellationToken) =>
        Exist && SyntaxIndex.Of(tree).HasAny(_mayForward.Get(cancellationToken), cancellationToken)
            ? _forwarding.Get(cancellationToken).Keys.Select(static parameter => parameter.ContainingSymbol.Name)
            : Enumerable.Empty<string>();

    /// <summary>The names of the methods that take such delegates, and null when something else does.</summary>
    public ImmutableHashSet<string?> Names => _names.Value;

    private ImmutableHashSet<string?> ReadNames() =>
        Modelled.Select(static member => member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? null : member.Name)
            .Concat(_compilation.SyntaxTrees.SelectMany(Marked).Select(NameOf))
            .Concat(AreMarkedByLibraries ? new string?[] { null } : Enumerable.Empty<string?>())
            .ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>How a delegate passed to that parameter runs in another process; null when it does not.</summary>
    public BoundaryKind? KindOf(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        Declared(parameter)
        ?? (TakesCode(parameter.Type)
            && !parameter.DeclaringSyntaxReferences.IsEmpty
            && _forwarding.Get(cancellationToken).TryGetValue(parameter.OriginalDefinition, out BoundaryKind kind) ? kind : null);

    /// <summary>`void RunInChild(Action body) => RemoteExecutor.Invoke(body);`, level by level.</summary>
    private ImmutableDictionary<ISymbol, BoundaryKind> FindForwarding(CancellationToken cancellationToken)
    {
        ImmutableDictionary<ISymbol, BoundaryKind>.Builder found =
            ImmutableDictionary.CreateBuilder<ISymbol, BoundaryKind>(SymbolEqualityComparer.Default);
        HashSet<string> next = new(Names.OfType<string>(), StringComparer.Ordinal);
        for (int level = 0; level < Budgets.WrapperLevels && next.Count > 0; level++)
        {
            List<(IParameterSymbol Parameter, BoundaryKind Kind)> handed = next.SelectMany(name => Calls(name, cancellationToken))
                .SelectMany(static call => call.Arguments)
                .Select(argument => (Parameter: ParameterOf(argument.Value), Kind: KindIn(argument.Parameter, found)))
                .Where(static handed => handed is { Parameter: not null, Kind: not null })
                .Select(static handed => (handed.Parameter!, handed.Kind!.Value))
                .ToList();
            next.Clear();
            foreach ((IParameterSymbol parameter, BoundaryKind kind) in handed)
            {
                if (Declared(parameter) is null && !found.ContainsKey(parameter))
                {
                    found.Add(parameter, kind);
                    next.Add(parameter.ContainingSymbol.Name);
                }
            }
        }

        return found.ToImmutable();
    }

    private BoundaryKind? KindIn(IParameterSymbol? parameter, ImmutableDictionary<ISymbol, BoundaryKind>.Builder found) =>
        parameter is null ? null
            : Declared(parameter)
                ?? (found.TryGetValue(parameter.OriginalDefinition, out BoundaryKind kind) ? kind : (BoundaryKind?)null);

    private IEnumerable<IInvocationOperation> Calls(string name, CancellationToken cancellationToken) =>
        HandedOnBy(new SoughtWords(new[] { name }), cancellationToken)
            .Select(call => _bodies.Model(call.SyntaxTree)?.GetOperation(call, cancellationToken))
            .OfType<IInvocationOperation>();

    private IEnumerable<InvocationExpressionSyntax> HandedOnBy(SoughtWords names, CancellationToken cancellationToken) =>
        _compilation.SyntaxTrees.SelectMany(tree => HandedOn.CallsOf(names, tree, cancellationToken))
            .Where(call => HandedOn.MayBeIn(call, cancellationToken));

    /// <summary>The parameter of a method or local function that is handed on as it is.</summary>
    private static IParameterSymbol? ParameterOf(IOperation value) => ValueOrigin.Unwrap(value) is IParameterReferenceOperation
    {
        Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } } parameter,
    }
        ? parameter.OriginalDefinition
        : null;

    private BoundaryKind? Declared(IParameterSymbol parameter)
    {
        if (!TakesCode(parameter.Type) || parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return null;
        }

        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        int ordinal = method.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal + 1;
        if (IsMarked(definition) || (ordinal < definition.Parameters.Length && IsMarked(definition.Parameters[ordinal])))
        {
            return BoundaryKind.Recreates;
        }

        return _catalogue.Boundary(definition) is { } model && (model.Parameter is null || model.Parameter == parameter.Name)
            ? model.Kind == ApiKind.Recreates ? BoundaryKind.Recreates : BoundaryKind.Serializes
            : null;
    }

    private static bool TakesCode(ITypeSymbol type) => type.TypeKind == TypeKind.Delegate || type.Is(ExpressionOfT);

    private static bool IsMarked(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == MarkName)
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyExists() =>
        _compilation.ContainsSymbolsWithName(MarkName, SymbolFilter.Type)
        || AreMarkedByLibraries
        || !Modelled.IsEmpty;

    /// <summary>False when no file has the name of what a model speaks of: it need not be looked up.</summary>
    private bool IsNamed(ApiModel model) =>
        _compilation.SyntaxTrees.Any(tree => ApiUses.MayUse(SyntaxIndex.Of(tree), model, CancellationToken.None));

    /// <summary>Assemblies of the framework mark nothing, and have thousands of types.</summary>
    private static bool IsOfTheFramework(IAssemblySymbol assembly) =>
        KnownNames.FrameworkAssemblies.Has(assembly.Name)
        || assembly.Name.StartsWith("System.", StringComparison.Ordinal)
        || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>
    /// The declarations that a file marks, themselves or one of their parameters, and any other place that names the mark.
    /// </summary>
    private static IEnumerable<SyntaxNode> Marked(SyntaxTree tree) =>
        Marks.SelectMany(mark => SyntaxIndex.Of(tree).Occurrences(mark))
            .Select(static token => token.Parent!)
            .Where(static node => node is not (TypeDeclarationSyntax or ConstructorDeclarationSyntax))
            .Select(static node => node.FirstAncestorOrSelf<AttributeSyntax>()
                ?.Ancestors()
                .FirstOrDefault(static outer => outer is MemberDeclarationSyntax or LocalFunctionStatementSyntax) ?? node);

    /// <summary>The name by which a marked method is called; null for anything else.</summary>
    private static string? NameOf(SyntaxNode marked) => marked switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };
}
