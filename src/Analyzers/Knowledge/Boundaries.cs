using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What becomes of a delegate's closure on its way into another process.</summary>
internal enum BoundaryKind
{
    /// <summary>It is created anew: what was captured is lost.</summary>
    Recreates,

    /// <summary>It is written and read back: the other process works on a copy.</summary>
    Serializes,
}

/// <summary>Which parameters of one compilation take delegates that run in another process.</summary>
internal sealed class Boundaries
{
    private const string MarkName = "RunsInChildProcessAttribute";
    private const string ExpressionOfT = "System.Linq.Expressions.Expression`1";

    private readonly Compilation _compilation;
    private readonly ApiCatalogue _catalogue;
    private readonly Lazy<bool> _exist;

    public static Boundaries Of(ProcessModel model) => model.Get(static model => new Boundaries(model.Compilation, model.Catalogue));

    public Boundaries(Compilation compilation, ApiCatalogue catalogue)
    {
        _compilation = compilation;
        _catalogue = catalogue;
        _exist = new(AnyExists, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>False when nothing that this compilation can call is a boundary.</summary>
    public bool Exist => _exist.Value;

    /// <summary>True when a library has the mark, and so may mark methods of its own.</summary>
    public bool AreMarkedByLibraries =>
        _compilation.SourceModule.ReferencedAssemblySymbols
            .Any(static assembly => !IsOfTheFramework(assembly) && assembly.TypeNames.Contains(MarkName));

    /// <summary>The members that this compilation has of those that the catalogue names.</summary>
    public IEnumerable<ISymbol> Modelled() => _catalogue.Boundaries.SelectMany(model => model.Members(_compilation));

    /// <summary>How a delegate passed to that parameter runs in another process; null when it does not.</summary>
    public BoundaryKind? KindOf(IParameterSymbol parameter)
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
        || Modelled().Any();

    /// <summary>Assemblies of the framework mark nothing, and have thousands of types.</summary>
    private static bool IsOfTheFramework(IAssemblySymbol assembly) =>
        assembly.Name is "System" or "mscorlib" or "netstandard"
        || assembly.Name.StartsWith("System.", StringComparison.Ordinal)
        || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
