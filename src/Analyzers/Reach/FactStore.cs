using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Reach;

/// <summary>Facts of the bodies of one compilation, read on demand and kept by original definition.</summary>
internal sealed class FactStore
{
    private readonly SourceBodies _bodies;
    private readonly ApiCatalogue _catalogue;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodFacts> _facts = new(SymbolEqualityComparer.Default);

    public FactStore(SourceBodies bodies, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _catalogue = catalogue;
    }

    public MethodFacts Of(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        if (!_facts.TryGetValue(definition, out MethodFacts? facts))
        {
            facts = _facts.GetOrAdd(definition, Read(definition, cancellation));
        }

        return facts;
    }

    private MethodFacts Read(IMethodSymbol method, CancellationToken cancellation)
    {
        MethodFacts facts = _bodies.Of(method, cancellation) is { } body
            ? BodyReader.Read(method.PartialImplementationPart ?? method, body, _catalogue, cancellation)
            : MethodFacts.Nothing;
        return Construction.IsSource(method)
            ? facts with { Steps = Construction.StepsBefore(method, _bodies, _catalogue, cancellation).AddRange(facts.Steps) }
            : facts;
    }
}
