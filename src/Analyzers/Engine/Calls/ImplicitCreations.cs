using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// The `new(…)` of a compilation by the constructor that they call. One whose variable or property says the type is bound when that type
/// is asked for; any other with all that have as many arguments, once.
/// </summary>
internal sealed class ImplicitCreations
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Memo<ILookup<string?, BaseObjectCreationExpressionSyntax>> _byType;
    private readonly Memo<ILookup<int, BaseObjectCreationExpressionSyntax>> _unsaid;
    private readonly Memo<int, ILookup<ISymbol, IObjectCreationOperation>> _bound;

    private ImplicitCreations(Compilation compilation, SourceBodies bodies)
    {
        (_compilation, _bodies) = (compilation, bodies);
        _byType = new(ByType);
        _unsaid = new(cancellationToken =>
            _byType.Get(cancellationToken)[null].ToLookup(static creation => creation.ArgumentList?.Arguments.Count ?? 0));
        _bound = new((count, cancellationToken) => Bound(_unsaid.Get(cancellationToken)[count], cancellationToken)
            .ToLookup(static creation => (ISymbol)creation.Constructor!.OriginalDefinition, SymbolEqualityComparer.Default));
    }

    public static ImplicitCreations Of(ProcessModel model) =>
        model.Get(static model => new ImplicitCreations(model.Compilation, SourceBodies.Of(model)));

    /// <summary>Those that call a constructor of this compilation.</summary>
    public IEnumerable<IObjectCreationOperation> Calling(IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        IMethodSymbol definition = constructor.OriginalDefinition;
        IEnumerable<BaseObjectCreationExpressionSyntax> said =
            _byType.Get(cancellationToken)[definition.ContainingType.Name].Where(creation => Fits(creation, definition));
        return Bound(said, cancellationToken)
            .Where(creation => SymbolEqualityComparer.Default.Equals(creation.Constructor!.OriginalDefinition, definition))
            .Concat(_unsaid.Get(cancellationToken)
                .Select(static group => group.Key)
                .Where(count => Fits(count, definition))
                .SelectMany(count => _bound.Get(count, cancellationToken)[definition]));
    }

    /// <summary>The type of the variable or property that the expression initializes.</summary>
    public static string? DeclaredType(ExpressionSyntax node) => node.Parent is not EqualsValueClauseSyntax { Parent: var declared }
        ? null
        : declared switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } => SimpleName(variable.Type),
            PropertyDeclarationSyntax property => SimpleName(property.Type),
            _ => null,
        };

    /// <summary>The name of a type without its namespace and arguments; null for an array and the like.</summary>
    public static string? SimpleName(ExpressionSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => SimpleName(nullable.ElementType),
        _ => null,
    };

    private static bool Fits(BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor) =>
        Fits(creation.ArgumentList?.Arguments.Count ?? 0, constructor);

    /// <summary>False for more or fewer arguments than the constructor takes: most need not be bound.</summary>
    private static bool Fits(int count, IMethodSymbol constructor) =>
        count >= constructor.Parameters.Count(static parameter => !parameter.IsOptional && !parameter.IsParams)
        && (count <= constructor.Parameters.Length || constructor.Parameters.Any(static parameter => parameter.IsParams));

    private IEnumerable<IObjectCreationOperation> Bound(
        IEnumerable<BaseObjectCreationExpressionSyntax> creations,
        CancellationToken cancellationToken) => creations
        .Select(creation => _bodies.Model(creation.SyntaxTree)?.GetOperation(creation, cancellationToken))
        .OfType<IObjectCreationOperation>()
        .Where(static creation => creation.Constructor is not null);

    private ILookup<string?, BaseObjectCreationExpressionSyntax> ByType(CancellationToken cancellationToken)
    {
        List<FileCreations> files = _compilation.SyntaxTrees
            .Select(tree => SyntaxIndex.Of(tree).Slot(FileCreations.Read, cancellationToken))
            .ToList();
        HashSet<string> aliases = new(files.SelectMany(static file => file.Aliases));
        return files.SelectMany(static file => file.All)
            .ToLookup(one => one.Type is { } type && !aliases.Contains(type) ? type : null, static one => one.Creation);
    }

    /// <summary>
    /// What one file says: its `new(…)` with the names of their types, null where none is said, and the names of its aliases.
    /// </summary>
    private sealed record FileCreations(
        ImmutableArray<(string? Type, BaseObjectCreationExpressionSyntax Creation)> All,
        ImmutableArray<string> Aliases)
    {
        public static FileCreations Read(SyntaxIndex index, CancellationToken cancellationToken) => new(
            index.ImplicitCreations(cancellationToken)
                .Select(static creation => (DeclaredType(creation), (BaseObjectCreationExpressionSyntax)creation))
                .ToImmutableArray(),
            index.Aliases.ToImmutableArray());
    }
}
