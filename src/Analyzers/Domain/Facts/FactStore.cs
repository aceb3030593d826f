using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Facts of the bodies of one compilation, read on demand and kept by original definition.</summary>
internal sealed class FactStore
{
    private readonly SourceBodies _bodies;
    private readonly ApiCatalogue _catalogue;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodFacts> _facts = new(SymbolEqualityComparer.Default);

    /// <summary>The facts of lambdas that differ by their variables.</summary>
    private readonly ConcurrentDictionary<IMethodSymbol, MethodFacts> _namedFacts = new(SymbolEqualityComparer.Default);

    public static FactStore Of(ProcessModel model) => model.Get(static model => new FactStore(SourceBodies.Of(model), model.Catalogue));

    public FactStore(SourceBodies bodies, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _catalogue = catalogue;
    }

    /// <param name="method">The method, accessor or lambda.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="namesLocals">True to tell objects by the variables that a lambda shares with the code around it.</param>
    public MethodFacts Of(IMethodSymbol method, CancellationToken cancellationToken, bool namesLocals = false)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        bool isNamed = namesLocals && definition.MethodKind == MethodKind.AnonymousFunction;
        ConcurrentDictionary<IMethodSymbol, MethodFacts> known = isNamed ? _namedFacts : _facts;
        if (!known.TryGetValue(definition, out MethodFacts? facts))
        {
            facts = Read(definition, isNamed, cancellationToken);

            // How deep the stack is depends on who asks: an answer that it cut is no answer for others.
            facts = facts.IsCut ? facts : known.GetOrAdd(definition, facts);
        }

        return facts;
    }

    private MethodFacts Read(IMethodSymbol method, bool namesLocals, CancellationToken cancellationToken)
    {
        MethodFacts facts = _bodies.Of(method, cancellationToken) is { } body
            ? BodyReader.Read(method.PartialImplementationPart ?? method, body, _catalogue, cancellationToken, namesLocals)
            : MethodFacts.Nothing;
        return Construction.IsSource(method)
            ? Construction.FactsBefore(method, _bodies, _catalogue, cancellationToken).Then(facts)
            : facts;
    }
}
