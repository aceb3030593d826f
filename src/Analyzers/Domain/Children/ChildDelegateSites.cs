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

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>The delegates of one compilation that another process runs, found by the names of what takes them.</summary>
internal sealed class ChildDelegateSites
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Boundaries _boundaries;
    private readonly CallTargets _targets;
    private readonly Memo<SyntaxTree, ImmutableArray<ChildDelegate>> _files;
    private readonly Memo<ImmutableArray<ChildDelegate>> _all;

    public static ChildDelegateSites Of(ProcessModel model) =>
        model.Get(static model => new ChildDelegateSites(
            model.Compilation,
            SourceBodies.Of(model),
            Boundaries.Of(model),
            CallTargets.Of(model)));

    private ChildDelegateSites(Compilation compilation, SourceBodies bodies, Boundaries boundaries, CallTargets targets)
    {
        (_compilation, _bodies, _boundaries, _targets) = (compilation, bodies, boundaries, targets);
        _files = new((tree, cancellationToken) => Find(tree, cancellationToken).ToImmutableArray());
        _all = new(FindAll);
    }

    /// <summary>
    /// False when something takes delegates that calls do not name: a constructor, a delegate type, or a method that a library marks. Then
    /// only a look at every argument finds all.
    /// </summary>
    public bool AreNamed => !_boundaries.Names.Contains(null);

    /// <summary>Those that a new process of the same program runs, as far as calls name what takes them.</summary>
    public ImmutableArray<ChildDelegate> All(CancellationToken cancellationToken) => _all.Get(cancellationToken);

    /// <summary>Those that a file hands over, as far as calls name what takes them.</summary>
    public ImmutableArray<ChildDelegate> In(SyntaxTree tree, CancellationToken cancellationToken) => _files.Get(tree, cancellationToken);

    private ImmutableArray<ChildDelegate> FindAll(CancellationToken cancellationToken) => _boundaries.Exist
        ? _compilation.SyntaxTrees.SelectMany(tree => In(tree, cancellationToken))
            .Where(static child => child.Kind == BoundaryKind.Recreates)
            .ToImmutableArray()
        : ImmutableArray<ChildDelegate>.Empty;

    private IEnumerable<ChildDelegate> Find(SyntaxTree tree, CancellationToken cancellationToken) =>
        from call in Calls(tree, cancellationToken).Distinct()
        let operation = _bodies.Model(tree)?.GetOperation(call, cancellationToken) as IInvocationOperation
        where operation is not null
        from argument in operation.Arguments
        from child in At(argument, cancellationToken)
        select child;

    /// <summary>The delegates that an argument hands to another process: one for each code that may stand there.</summary>
    public IEnumerable<ChildDelegate> At(IArgumentOperation argument, CancellationToken cancellationToken) =>
        argument.Parameter is { } parameter && _boundaries.KindOf(parameter, cancellationToken) is { } kind
            ? _targets.SeenCodes(argument.Value, stopsAtParameters: true, cancellationToken)
                .Select(code => new ChildDelegate(argument, kind, code))
            : Enumerable.Empty<ChildDelegate>();

    private IEnumerable<InvocationExpressionSyntax> Calls(SyntaxTree tree, CancellationToken cancellationToken) =>
        _boundaries.Names.OfType<string>()
            .Concat(_boundaries.ForwardingNames(tree, cancellationToken))
            .Distinct(StringComparer.Ordinal)
            .SelectMany(name => SyntaxIndex.Of(tree).Occurrences(name, cancellationToken: cancellationToken))
            .Select(static token => token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>();
}
