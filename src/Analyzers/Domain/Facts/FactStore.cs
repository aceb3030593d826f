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

    public static FactStore Of(ProcessModel model) => model.Get(static model => new FactStore(SourceBodies.Of(model), model.Catalogue));

    public FactStore(SourceBodies bodies, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _catalogue = catalogue;
    }

    public MethodFacts Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        if (!_facts.TryGetValue(definition, out MethodFacts? facts))
        {
            facts = Read(definition, cancellationToken);

            // How deep the stack is depends on who asks: an answer that it cut is no answer for others.
            facts = facts.IsCut ? facts : _facts.GetOrAdd(definition, facts);
        }

        return facts;
    }

    private MethodFacts Read(IMethodSymbol method, CancellationToken cancellationToken)
    {
        MethodFacts facts = _bodies.Of(method, cancellationToken) is { } body
            ? BodyReader.Read(method.PartialImplementationPart ?? method, body, _catalogue, cancellationToken)
            : MethodFacts.Nothing;
        return Construction.IsSource(method)
            ? Construction.FactsBefore(method, _bodies, _catalogue, cancellationToken).Then(facts)
            : facts;
    }
}
