using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>
/// What a constructor runs before its own body: the initialisers of its type, then the base constructor that goes without saying.
/// </summary>
internal static class Construction
{
    public static MethodFacts FactsBefore(
        IMethodSymbol constructor,
        SourceBodies bodies,
        ApiCatalogue catalogue,
        CancellationToken cancellationToken)
    {
        ConstructorInitializerSyntax? initializer = constructor.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<ConstructorDeclarationSyntax>()
            .FirstOrDefault()?.Initializer;
        if (initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) == true)
        {
            return MethodFacts.Nothing;
        }

        MethodFacts facts = MethodFacts.Nothing;
        foreach (EqualsValueClauseSyntax value in Initializers(constructor.ContainingType, cancellationToken))
        {
            if (bodies.Model(value.SyntaxTree)?.GetOperation(value, cancellationToken) is { } operation)
            {
                facts = facts.Then(BodyReader.Read(constructor, operation, catalogue, cancellationToken));
            }
        }

        PrimaryConstructorBaseTypeSyntax? primaryBase = constructor.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(static type => type.BaseList?.Types ?? default)
            .OfType<PrimaryConstructorBaseTypeSyntax>()
            .FirstOrDefault();
        if (primaryBase is not null)
        {
            return bodies.Model(primaryBase.SyntaxTree)?.GetOperation(primaryBase, cancellationToken) is { } chain
                ? facts.Then(BodyReader.Read(constructor, chain, catalogue, cancellationToken))
                : facts;
        }

        if (initializer is null && ImplicitBaseCall(constructor) is { } call)
        {
            facts = facts with { Steps = facts.Steps.Add(call) };
        }

        return facts;
    }

    /// <summary>True for a constructor of this compilation, written out or not.</summary>
    public static bool IsSource(IMethodSymbol constructor) =>
        constructor.MethodKind == MethodKind.Constructor && !constructor.ContainingType.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The initialisers of the instance fields and properties of a type, in the order in which they run.</summary>
    public static IEnumerable<EqualsValueClauseSyntax> Initializers(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not (IFieldSymbol or IPropertySymbol) || member.IsStatic || member.IsImplicitlyDeclared)
            {
                continue;
            }

            EqualsValueClauseSyntax? value = member.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (value is not null)
            {
                yield return value;
            }
        }
    }

    private static Call? ImplicitBaseCall(IMethodSymbol constructor)
    {
        IMethodSymbol? target = constructor.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(static c => c.Parameters.IsEmpty);
        Location place = constructor.Locations.Concat(constructor.ContainingType.Locations).First();
        return target is null || !IsSource(target) || place.SourceTree is not { } tree
            ? null
            : new Call(
                new Site(tree, place.SourceSpan, target.ContainingType.Name),
                Guards.None,
                ImmutableArray<HeldLock>.Empty,
                target.OriginalDefinition,
                Value.This,
                ValueList.Empty,
                IsVirtual: false,
                IsBaseCall: true);
    }
}
