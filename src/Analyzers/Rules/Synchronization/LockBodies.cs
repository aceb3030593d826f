using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>The bodies that may take or release thread-owned locks, found by their text.</summary>
internal sealed class LockBodies
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Memo<ImmutableHashSet<string>> _takers;

    public static LockBodies Of(ProcessModel model) => model.Get(static model => new LockBodies(model.Compilation, SourceBodies.Of(model)));

    public LockBodies(Compilation compilation, SourceBodies bodies)
    {
        _compilation = compilation;
        _bodies = bodies;
        _takers = new(ReadTakers);
    }

    /// <summary>The async bodies of a file that seem to take a lock, themselves or by what they call.</summary>
    public IEnumerable<SyntaxNode> AsyncBodiesIn(SyntaxIndex index, CancellationToken cancellationToken)
    {
        if (!index.HasWord("await", cancellationToken)
            && !(index.HasWord("yield", cancellationToken) && index.HasWord("async", cancellationToken)))
        {
            return Enumerable.Empty<SyntaxNode>();
        }

        return LockWords.In(index, cancellationToken: cancellationToken)
            .Concat(_takers.Get(cancellationToken).SelectMany(name => index.Occurrences(name, cancellationToken: cancellationToken)))
            .SelectMany(BodiesRound)
            .Where(IsAsync)
            .Distinct()
            .ToList();
    }

    /// <summary>The body of a method that seems to have to do with locks; null for any other.</summary>
    public IOperation? Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        string name = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        return _takers.Get(cancellationToken).Contains(name)
            || method.DeclaringSyntaxReferences.Any(
                reference => LockWords.In(SyntaxIndex.Of(reference.SyntaxTree), reference.Span, cancellationToken).Any())
            ? _bodies.Of(method, cancellationToken)
            : null;
    }

    /// <summary>The same for the method of a call, which may also run code that locks when the call hands it that code.</summary>
    public IOperation? Of(IMethodSymbol method, IOperation call, CancellationToken cancellationToken) =>
        Of(method, cancellationToken)
        ?? (LockWords.In(SyntaxIndex.Of(call.Syntax.SyntaxTree), call.Syntax.Span, cancellationToken).Any()
            ? _bodies.Of(method, cancellationToken)
            : null);

    /// <summary>The functions and the member around a token: code that a lambda runs is code of the body that calls the lambda.</summary>
    private static IEnumerable<SyntaxNode> BodiesRound(SyntaxToken token) => token.Parent!.AncestorsAndSelf()
        .Where(static node => node is not CompilationUnitSyntax)
        .Select(static node => node is GlobalStatementSyntax ? node.SyntaxTree.GetRoot() : node);

    /// <summary>True for `new Scope(…)`, and for the type of a variable or method that a `new(…)` gives its object.</summary>
    private static bool MayMake(SimpleNameSyntax type) => type.Parent switch
    {
        ObjectCreationExpressionSyntax => true,
        VariableDeclarationSyntax declared => declared.Variables.Any(
            static variable => variable.Initializer?.Value is ImplicitObjectCreationExpressionSyntax),
        MethodDeclarationSyntax method => method.ReturnType == type
            && method.DescendantNodes().Any(static node => node is ImplicitObjectCreationExpressionSyntax),
        _ => false,
    };

    private static bool IsAsync(SyntaxNode body) => body switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => body is CompilationUnitSyntax,
    };

    /// <summary>What takes a lock and leaves it taken, and the methods that make an object whose constructor does.</summary>
    private ImmutableHashSet<string> ReadTakers(CancellationToken cancellationToken)
    {
        HashSet<LockingMember> takers = new();
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            takers.UnionWith(LockWords.TakersIn(SyntaxIndex.Of(tree), cancellationToken));
        }

        IEnumerable<string?> makers =
            from taker in takers
            where taker.IsType
            from tree in _compilation.SyntaxTrees
            from token in SyntaxIndex.Of(tree).Occurrences(taker.Name, cancellationToken: cancellationToken)
            where token.Parent is SimpleNameSyntax name && MayMake(name)
            select (LockWords.BodyOf(token) as MethodDeclarationSyntax)?.Identifier.ValueText;
        return takers.Select(static taker => taker.Name).Concat(makers.OfType<string>()).ToImmutableHashSet(StringComparer.Ordinal);
    }
}
