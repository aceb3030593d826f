using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Reach;

/// <summary>All delegates of one compilation that a new process of the same program runs, found by the names of what takes them.</summary>
internal sealed class ChildDelegateSites
{
    private const string Mark = "RunsInChildProcess";

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Boundaries _boundaries;
    private readonly ApiCatalogue _catalogue;
    private readonly object _reading = new();
    private ImmutableArray<ChildDelegate> _all;

    public ChildDelegateSites(Compilation compilation, SourceBodies bodies, Boundaries boundaries, ApiCatalogue catalogue) =>
        (_compilation, _bodies, _boundaries, _catalogue) = (compilation, bodies, boundaries, catalogue);

    public ImmutableArray<ChildDelegate> All(CancellationToken cancellation)
    {
        lock (_reading)
        {
            if (_all.IsDefault)
            {
                _all = _boundaries.Exist ? Find(cancellation).ToImmutableArray() : ImmutableArray<ChildDelegate>.Empty;
            }

            return _all;
        }
    }

    private IEnumerable<ChildDelegate> Find(CancellationToken cancellation)
    {
        HashSet<string> marked = new(_compilation.SyntaxTrees.SelectMany(tree => MarkedNames(tree, cancellation)), StringComparer.Ordinal);
        return
            from tree in _compilation.SyntaxTrees
            from call in Calls(tree, marked, cancellation).Distinct()
            from argument in ArgumentsOf(_bodies.Model(tree)?.GetOperation(call, cancellation))
            let child = ChildDelegate.Of(argument, _boundaries)
            where child is { Kind: BoundaryKind.Recreates }
            select child;
    }

    private IEnumerable<ExpressionSyntax> Calls(SyntaxTree tree, IEnumerable<string> marked, CancellationToken cancellation) =>
        marked.SelectMany(name => SyntaxIndex.Of(tree).Occurrences(name, cancellation: cancellation))
            .Select(static token => token.Parent?.FirstAncestorOrSelf<ExpressionSyntax>(static node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax))
            .OfType<ExpressionSyntax>()
            .Concat(ApiUses.Candidates(tree, _catalogue.Boundaries, cancellation));

    /// <summary>The names by which the methods and constructors are called that a file marks, themselves or one of their parameters.</summary>
    private static IEnumerable<string> MarkedNames(SyntaxTree tree, CancellationToken cancellation) =>
        SyntaxIndex.Of(tree).TokensWith(Mark, cancellation: cancellation)
            .Select(static token => token.Parent?.FirstAncestorOrSelf<AttributeSyntax>()?.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax))
            .Select(static declaration => declaration switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
                TypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            })
            .OfType<string>();

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation? call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };
}
