using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Fork;

/// <summary>The native imports of one compilation that copy the process, and who calls them.</summary>
internal sealed class ForkImports
{
    /// <summary>The type of Mono.Unix that wraps them, under their own names.</summary>
    private const string Wrapper = "Syscall";

    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly Memo<IReadOnlyList<IMethodSymbol>> _declared;

    public ForkImports(ProcessModel model)
    {
        (_compilation, _bodies) = (model.Compilation, SourceBodies.Of(model));
        _declared = new(cancellationToken => _compilation.SyntaxTrees.SelectMany(tree => Declared(tree, cancellationToken)).ToList());
    }

    /// <summary>What the imports that a file can call are named in C#.</summary>
    public IEnumerable<string> Names(SyntaxTree tree, CancellationToken cancellationToken)
    {
        IEnumerable<string> names = Find(cancellationToken).Select(static import => import.Name);
        bool mayWrap = SyntaxIndex.Of(tree).HasIdentifier(Wrapper, cancellationToken);
        return (mayWrap ? names.Concat(KnownNames.ForkWrappers.Names) : names).Distinct();
    }

    /// <summary>The imports that a file declares and that no code of the compilation calls.</summary>
    public IEnumerable<IMethodSymbol> Uncalled(SyntaxTree tree, CancellationToken cancellationToken) =>
        Find(cancellationToken).Where(import =>
            import.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == tree)
            && ForkFunctions.EntryPointOf(import) != ForkFunctions.SystemCall
            && !_compilation.SyntaxTrees.Any(other => _bodies.Model(other) is { } model
                && SyntaxIndex.Of(other)
                    .Occurrences(import.Name, cancellationToken: cancellationToken)
                    .Any(token => SymbolEqualityComparer.Default.Equals(Called(token, model, cancellationToken), import))));

    /// <summary>The import that a name calls or refers to; null for its declaration and for the text of it.</summary>
    public static IMethodSymbol? Called(SyntaxToken name, SemanticModel model, CancellationToken cancellationToken) =>
        name.Parent is SimpleNameSyntax reference
        && !reference.Ancestors()
            .OfType<InvocationExpressionSyntax>()
            .Any(static call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" })
        && model.GetSymbolInfo(reference, cancellationToken).Symbol is IMethodSymbol method
            ? method.PartialDefinitionPart ?? method
            : null;

    private IReadOnlyList<IMethodSymbol> Find(CancellationToken cancellationToken) =>
        _declared.Get(cancellationToken);

    private IEnumerable<IMethodSymbol> Declared(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        foreach (string attribute in KnownNames.ImportAttributes.Names)
        {
            foreach (SyntaxToken token in index.HasWord(attribute, cancellationToken)
                || index.HasWord(attribute + "Attribute", cancellationToken)
                ? index.TokensWith(attribute, cancellationToken: cancellationToken)
                : Enumerable.Empty<SyntaxToken>())
            {
                if (token.Parent?.FirstAncestorOrSelf<AttributeSyntax>()
                        is { Parent: AttributeListSyntax { Parent: { } declaration } } written
                    && MayFork(written, declaration)
                    && _bodies.Model(tree)?.GetDeclaredSymbol(declaration, cancellationToken) is IMethodSymbol import
                    && ForkFunctions.EntryPointOf(import) is not null)
                {
                    yield return import;
                }
            }
        }
    }

    /// <summary>
    /// Looks at the words only: many programs import much, and few fork. What a source generator writes inside of an import is that import.
    /// </summary>
    private static bool MayFork(AttributeSyntax attribute, SyntaxNode declaration)
    {
        ExpressionSyntax? entryPoint =
            attribute.ArgumentList?.Arguments.FirstOrDefault(static a =>
                a.NameEquals?.Name.Identifier.ValueText == "EntryPoint")?.Expression;
        string? name = declaration switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function
                when function.Ancestors()
                    .OfType<MethodDeclarationSyntax>()
                    .FirstOrDefault()?.Modifiers
                    .Any(SyntaxKind.PartialKeyword) != true => function.Identifier.ValueText,
            _ => null,
        };
        string? called = entryPoint is null ? name : (entryPoint as LiteralExpressionSyntax)?.Token.ValueText;
        return name is not null && (called is null or ForkFunctions.SystemCall || ForkFunctions.IsFork(called));
    }
}
