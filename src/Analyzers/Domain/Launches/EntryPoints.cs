using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>
/// What runs by itself when a program starts: Main or top-level statements, module initialisers, static
/// constructors and static initialisers.
/// </summary>
internal sealed class EntryPoints
{
    private const string MainName = "Main";
    private const string ModuleInitializer = "System.Runtime.CompilerServices.ModuleInitializerAttribute";

    private readonly SourceBodies _bodies;
    private readonly ApiCatalogue _catalogue;
    private readonly Lazy<Root?> _main;

    public static EntryPoints Of(ProcessModel model) =>
        model.Get(static model => new EntryPoints(model.Compilation, SourceBodies.Of(model), model.Catalogue));

    public EntryPoints(Compilation compilation, SourceBodies bodies, ApiCatalogue catalogue)
    {
        _bodies = bodies;
        _catalogue = catalogue;
        _main = new(
            () => compilation.GetEntryPoint(CancellationToken.None) is { DeclaringSyntaxReferences.IsEmpty: false } main
                ? RootOf(main, MainName)
                : null,
            LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Main or the top-level statements; null for a library.</summary>
    public Root? Main => _main.Value;

    /// <summary>The node that declares Main; the file's root for top-level statements.</summary>
    public SyntaxNode? MainDeclaration(CancellationToken cancellationToken) =>
        Main?.Method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);

    /// <summary>The methods of a file that run when its assembly is loaded.</summary>
    public IEnumerable<Root> ModuleInitializers(SyntaxTree tree, CancellationToken cancellationToken)
    {
        foreach (SyntaxToken token in SyntaxIndex.Of(tree).TokensWith(nameof(ModuleInitializer), cancellationToken: cancellationToken))
        {
            if (token.Parent?.FirstAncestorOrSelf<AttributeListSyntax>() is { Parent: MethodDeclarationSyntax declaration }
                && _bodies.Model(tree)?.GetDeclaredSymbol(declaration, cancellationToken) is { } method
                && method.HasAttribute(ModuleInitializer))
            {
                yield return RootOf(method, method.Name);
            }
        }
    }

    /// <summary>What runs in one file when a type is first used: its static constructor, and each static initialiser.</summary>
    public IEnumerable<Root> StaticInitializers(TypeDeclarationSyntax type, CancellationToken cancellationToken)
    {
        if (_bodies.Model(type.SyntaxTree) is not { } model)
        {
            yield break;
        }

        foreach (MemberDeclarationSyntax member in type.Members)
        {
            if (!MayInitialise(member))
            {
                continue;
            }

            if (member is ConstructorDeclarationSyntax && model.GetDeclaredSymbol(member, cancellationToken) is IMethodSymbol constructor)
            {
                yield return RootOf(constructor, $"static {constructor.ContainingType.Name}");
            }

            foreach (EqualsValueClauseSyntax value in InitializersOf(member))
            {
                // An initialiser has no method of its own; the type's static constructor runs it, whether it is written or not.
                if (model.GetOperation(value, cancellationToken) is { } operation
                    && model.GetDeclaredSymbol(value.Parent!, cancellationToken) is { } declared
                    && declared.ContainingType.StaticConstructors.FirstOrDefault() is { } runner)
                {
                    yield return RootOf(runner, declared.Name) with
                    {
                        Facts = BodyReader.Read(null, operation, _catalogue, cancellationToken),
                    };
                }
            }
        }
    }

    /// <summary>True for a static constructor, and for a static field or property with an initialiser.</summary>
    public static bool MayInitialise(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.StaticKeyword) && (member is ConstructorDeclarationSyntax || InitializersOf(member).Any());

    private static IEnumerable<EqualsValueClauseSyntax> InitializersOf(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field =>
            field.Declaration.Variables.Select(static variable => variable.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } => new[] { initializer },
        _ => Enumerable.Empty<EqualsValueClauseSyntax>(),
    };

    private static Root RootOf(IMethodSymbol method, string name) =>
        new(method, ImmutableArray.Create(name), Value.Living, ValueList.Empty, null) { IsEntryPoint = true };
}
