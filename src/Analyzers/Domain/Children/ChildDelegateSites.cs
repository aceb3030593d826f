using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>The delegates of one compilation that another process runs, found by the names of what takes them.</summary>
internal sealed class ChildDelegateSites
{
    private static readonly string[] Marks = { "RunsInChildProcess", "RunsInChildProcessAttribute" };

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Boundaries _boundaries;
    private readonly Lazy<ImmutableHashSet<string?>> _names;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<ChildDelegate>> _files = new();
    private readonly object _reading = new();
    private ImmutableArray<ChildDelegate> _all;

    public static ChildDelegateSites Of(ProcessModel model) =>
        model.Get(static model => new ChildDelegateSites(model.Compilation, SourceBodies.Of(model), Boundaries.Of(model)));

    public ChildDelegateSites(Compilation compilation, SourceBodies bodies, Boundaries boundaries)
    {
        (_compilation, _bodies, _boundaries) = (compilation, bodies, boundaries);
        _names = new(Names, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>
    /// False when something takes delegates that calls do not name: a constructor, a delegate type, or a method that a library marks. Then
    /// only a look at every argument finds all.
    /// </summary>
    public bool AreNamed => !_names.Value.Contains(null);

    /// <summary>Those that a new process of the same program runs, as far as calls name what takes them.</summary>
    public ImmutableArray<ChildDelegate> All(CancellationToken cancellationToken)
    {
        lock (_reading)
        {
            if (_all.IsDefault)
            {
                _all = _boundaries.Exist
                    ? _compilation.SyntaxTrees.SelectMany(tree => In(tree, cancellationToken))
                        .Where(static child => child.Kind == BoundaryKind.Recreates)
                        .ToImmutableArray()
                    : ImmutableArray<ChildDelegate>.Empty;
            }

            return _all;
        }
    }

    /// <summary>Those that a file hands over, as far as calls name what takes them.</summary>
    public ImmutableArray<ChildDelegate> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _files.TryGetValue(tree, out ImmutableArray<ChildDelegate> known)
            ? known
            : _files.GetOrAdd(tree, Find(tree, cancellationToken).ToImmutableArray());

    private IEnumerable<ChildDelegate> Find(SyntaxTree tree, CancellationToken cancellationToken) =>
        from call in Calls(tree, cancellationToken).Distinct()
        let operation = _bodies.Model(tree)?.GetOperation(call, cancellationToken) as IInvocationOperation
        where operation is not null
        from argument in operation.Arguments
        let child = ChildDelegate.Of(argument, _boundaries)
        where child is not null
        select child;

    private IEnumerable<InvocationExpressionSyntax> Calls(SyntaxTree tree, CancellationToken cancellationToken) =>
        _names.Value.OfType<string>()
            .SelectMany(name => SyntaxIndex.Of(tree).Occurrences(name, cancellationToken: cancellationToken))
            .Select(static token => token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>();

    /// <summary>The names of the methods that take such delegates, and null when something else does.</summary>
    private ImmutableHashSet<string?> Names() =>
        _boundaries.Modelled().Select(static member => member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? null : member.Name)
            .Concat(_compilation.SyntaxTrees.SelectMany(Marked).Select(NameOf))
            .Concat(_boundaries.AreMarkedByLibraries ? new string?[] { null } : Enumerable.Empty<string?>())
            .ToImmutableHashSet(StringComparer.Ordinal);

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
