using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>Which body a call runs, where only one is possible.</summary>
internal sealed class Dispatch
{
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Memo<IMethodSymbol, IMethodSymbol?> _singleTargets;

    public static Dispatch Of(ProcessModel model) => model.Get(static model => new Dispatch(model.Compilation, SourceBodies.Of(model)));

    public Dispatch(Compilation compilation, SourceBodies bodies)
    {
        _compilation = compilation;
        _bodies = bodies;
        _singleTargets = new(FindSingleTarget, SymbolEqualityComparer.Default);
    }

    /// <summary>The body that a virtual call on an object of exactly that type runs; null when it is abstract or not found.</summary>
    public static IMethodSymbol? OnExactType(IMethodSymbol target, INamedTypeSymbol type)
    {
        if (target.ContainingType.TypeKind == TypeKind.Interface)
        {
            return Implementation(target, type);
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.OriginalDefinition.GetMembers(target.Name))
            {
                if (member is IMethodSymbol method && Overrides(method, target))
                {
                    return method.IsAbstract ? null : method.OriginalDefinition;
                }
            }
        }

        return null;
    }

    /// <summary>True when the method is the other one or overrides it, directly or not.</summary>
    public static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, overridden.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The parameterless Dispose, or DisposeAsync, that a using statement calls on that type.</summary>
    public static IMethodSymbol? FindDispose(INamedTypeSymbol type, bool isAsynchronous = false)
    {
        string name = isAsynchronous ? "DisposeAsync" : "Dispose";
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IMethodSymbol { Parameters.IsEmpty: true, IsStatic: false } method
                    && (method.Name == name || method.ExplicitInterfaceImplementations.Any(i => i.Name == name)))
                {
                    return method;
                }
            }
        }

        return null;
    }

    /// <summary>The only body in this compilation that a virtual or interface call can run; null when there are several or none.</summary>
    public IMethodSymbol? SingleTarget(IMethodSymbol target, CancellationToken cancellationToken)
    {
        IMethodSymbol definition = target.OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        return _singleTargets.Get(definition, cancellationToken);
    }

    private IMethodSymbol? FindSingleTarget(IMethodSymbol target, CancellationToken cancellationToken) =>
        AllTargets(target, cancellationToken) is { Count: 1 } targets ? targets.First() : null;

    /// <summary>Every body in this compilation that a virtual or interface call can run.</summary>
    public IReadOnlyCollection<IMethodSymbol> AllTargets(IMethodSymbol target, CancellationToken cancellationToken)
    {
        HashSet<IMethodSymbol> targets = new(SymbolEqualityComparer.Default);
        if (!target.IsAbstract)
        {
            targets.Add(target);
        }

        if (!target.ContainingType.IsSealed && !target.IsSealed)
        {
            List<INamedTypeSymbol> derived = DerivedTypes(target.ContainingType, cancellationToken).ToList();
            foreach (INamedTypeSymbol type in derived)
            {
                // No object is of an abstract type alone: where types here derive from it, they tell which body runs.
                if (type.IsAbstract && derived.Any(other => Inherits(other, type)))
                {
                    continue;
                }

                IMethodSymbol? implementation = type.IsAbstract && target.ContainingType.TypeKind != TypeKind.Interface
                    ? type.GetMembers(target.Name).OfType<IMethodSymbol>().FirstOrDefault(m => !m.IsAbstract && Overrides(m, target))
                    : OnExactType(target, type);
                if (implementation is not null)
                {
                    targets.Add(implementation.OriginalDefinition);
                }
            }
        }

        return targets;
    }

    private IEnumerable<INamedTypeSymbol> DerivedTypes(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        HashSet<INamedTypeSymbol> found = new(SymbolEqualityComparer.Default) { type.OriginalDefinition };
        Queue<INamedTypeSymbol> open = new();
        open.Enqueue(type.OriginalDefinition);
        while (open.Count > 0)
        {
            INamedTypeSymbol next = open.Dequeue();
            foreach (SyntaxTree tree in _compilation.SyntaxTrees)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (TypeDeclarationSyntax declaration in SyntaxIndex.Of(tree).TypesWithBase(next.Name))
                {
                    if (_bodies.Model(tree) is { } model
                        && Microsoft.CodeAnalysis.CSharp.CSharpExtensions
                            .GetDeclaredSymbol(model, declaration, cancellationToken) is INamedTypeSymbol derived
                        && Inherits(derived, next)
                        && found.Add(derived.OriginalDefinition))
                    {
                        open.Enqueue(derived.OriginalDefinition);
                        yield return derived.OriginalDefinition;
                    }
                }
            }
        }
    }

    private static bool Inherits(INamedTypeSymbol type, INamedTypeSymbol ancestor) =>
        SymbolEqualityComparer.Default.Equals(type.BaseType?.OriginalDefinition, ancestor)
        || type.Interfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, ancestor));

    private static IMethodSymbol? Implementation(IMethodSymbol interfaceMethod, INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol candidate in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, interfaceMethod.ContainingType.OriginalDefinition))
            {
                continue;
            }

            foreach (ISymbol member in candidate.GetMembers())
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, interfaceMethod.OriginalDefinition)
                    && type.FindImplementationForInterfaceMember(member) is IMethodSymbol { IsAbstract: false } implementation)
                {
                    return implementation.OriginalDefinition;
                }
            }
        }

        return null;
    }
}
