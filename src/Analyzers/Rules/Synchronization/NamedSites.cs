using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Every place of the compilation that makes or opens a primitive by a name. Which places look like it is kept with each file
/// from keystroke to keystroke; what they are is bound on demand, and kept for the compilation.
/// </summary>
internal sealed class NamedSites
{
    /// <summary>No primitive has this name: an empty one does not count.</summary>
    private const string Open = "";

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly NamedPrimitives _primitives;
    private readonly Memo<SyntaxNode, NamedPrimitive?> _bound;
    private readonly Memo<string, ImmutableArray<NamedPrimitive>> _called;
    private readonly Memo<ILookup<string, NamedSiteSyntax>> _sites;

    public static NamedSites Of(ProcessModel model) =>
        model.Get(static model => new NamedSites(model.Compilation, SourceBodies.Of(model), NamedPrimitives.Of(model)));

    public NamedSites(Compilation compilation, SourceBodies bodies, NamedPrimitives primitives)
    {
        _compilation = compilation;
        _bodies = bodies;
        _primitives = primitives;
        _bound = new(Bind);
        _sites = new(ByName);
        _called = new(Find, StringComparer.Ordinal);
    }

    /// <summary>The creations and openings of one file, named or not.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="mayConcern">False for places that, by their syntax, are none that the caller asks for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public IEnumerable<NamedPrimitive> In(SyntaxTree tree, Func<NamedSiteSyntax, bool> mayConcern, CancellationToken cancellationToken)
    {
        foreach (NamedSiteSyntax site in NamedSiteSyntax.In(SyntaxIndex.Of(tree), cancellationToken))
        {
            if (mayConcern(site) && _bound.Get(site.Node, cancellationToken) is { } primitive)
            {
                yield return primitive;
            }
        }
    }

    /// <summary>
    /// False when all places that may have the name of this one say the same name, and of the same type, wherever they are.
    /// </summary>
    public bool MayDiffer(NamedSiteSyntax site, CancellationToken cancellationToken)
    {
        if (site.Names.IsDefault || site.Type is null || site.MayHaveOptions)
        {
            return true;
        }

        foreach (string name in site.Names)
        {
            string baseName = NamedPrimitive.WithoutPrefix(name);
            foreach (NamedSiteSyntax other in MayBeCalled(baseName, cancellationToken))
            {
                if (other.Names.IsDefault
                    || other.Type != site.Type
                    || other.MayHaveOptions
                    || other.Names.Any(spelling => spelling != name && NamedPrimitive.WithoutPrefix(spelling) == baseName))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// The creations and openings of the whole compilation that have a constant name, whatever its prefix, in the order of files.
    /// </summary>
    public ImmutableArray<NamedPrimitive> Called(string baseName, CancellationToken cancellationToken) =>
        _called.Get(baseName, cancellationToken);

    private ImmutableArray<NamedPrimitive> Find(string baseName, CancellationToken cancellationToken) =>
        MayBeCalled(baseName, cancellationToken)
            .Select(site => _bound.Get(site.Node, cancellationToken))
            .OfType<NamedPrimitive>()
            .Where(primitive => primitive.BaseName == baseName)
            .OrderBy(static primitive => primitive.Operation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static primitive => primitive.Operation.Syntax.SpanStart)
            .ToImmutableArray();

    private IEnumerable<NamedSiteSyntax> MayBeCalled(string baseName, CancellationToken cancellationToken)
    {
        Dictionary<string, bool> known = new(StringComparer.Ordinal);
        ILookup<string, NamedSiteSyntax> sites = _sites.Get(cancellationToken);
        return sites[baseName].Concat(sites[Open].Where(site => site.MayBeCalled(baseName, MayHold)));

        bool MayHold(string identifier)
        {
            if (!known.TryGetValue(identifier, out bool may))
            {
                known.Add(identifier, may = MayIdentifierHold(identifier, baseName, cancellationToken));
            }

            return may;
        }
    }

    /// <summary>The places of all files by the names that they may have, and under <see cref="Open"/> those that may have any.</summary>
    private ILookup<string, NamedSiteSyntax> ByName(CancellationToken cancellationToken) =>
        _compilation.SyntaxTrees
            .SelectMany(tree => NamedSiteSyntax.In(SyntaxIndex.Of(tree), cancellationToken))
            .SelectMany(static site => site.Names.IsDefault
                ? new[] { (Name: Open, Site: site) }
                : site.Names.Select(NamedPrimitive.WithoutPrefix).Distinct(StringComparer.Ordinal).Select(name => (Name: name, Site: site)))
            .ToLookup(static pair => pair.Name, static pair => pair.Site, StringComparer.Ordinal);

    /// <summary>False when everything that is declared by that identifier is given a literal, and another one.</summary>
    private bool MayIdentifierHold(string identifier, string baseName, CancellationToken cancellationToken)
    {
        bool isDeclared = false;
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            foreach (string? literal in SyntaxIndex.Of(tree).LiteralsOf(identifier, cancellationToken))
            {
                if (literal is null || NamedPrimitive.WithoutPrefix(literal) == baseName)
                {
                    return true;
                }

                isDeclared = true;
            }
        }

        return !isDeclared;
    }

    private NamedPrimitive? Bind(SyntaxNode node, CancellationToken cancellationToken) =>
        _bodies.Model(node.SyntaxTree)?.GetOperation(node, cancellationToken) is { } operation
            ? _primitives.Of(operation, cancellationToken)
            : null;
}
