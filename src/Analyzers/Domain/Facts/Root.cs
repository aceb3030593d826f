using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>A body that runs in a special place, where a walk begins.</summary>
/// <param name="Method">The method, or the method that a callback names.</param>
/// <param name="Names">How paths name it.</param>
/// <param name="This">The object it runs on.</param>
/// <param name="Arguments">What its caller is known to pass.</param>
/// <param name="DyingType">The type of the object that is being finalized.</param>
internal sealed record Root(
    IMethodSymbol Method,
    ImmutableArray<string> Names,
    Value This,
    ValueList Arguments,
    INamedTypeSymbol? DyingType)
{
    /// <summary>The call that hands the method over, when the root is a callback that is named elsewhere.</summary>
    public Site? HandedOverAt { get; init; }

    /// <summary>The facts of a lambda, which no symbol can look up.</summary>
    public MethodFacts? Facts { get; init; }

    /// <summary>True to tell objects by the variables that lambdas share with the code around them, in the lambdas of a path too.</summary>
    public bool NamesLocals { get; init; }

    /// <summary>True for what runs when a program starts: what comes after an await counts too, and paths name local functions.</summary>
    public bool IsEntryPoint { get; init; }

    /// <summary>True when the base type's finalizer is a root of its own and walks the overridden bodies.</summary>
    public bool IsOverride { get; init; }
}
