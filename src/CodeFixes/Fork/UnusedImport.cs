using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Fork;

/// <summary>A native import that has no use once a call of it is gone.</summary>
internal static class UnusedImport
{
    /// <summary>
    /// The declaration of the import when nothing but the call uses it; null when it has to stay, as one with comments or directives has.
    /// </summary>
    public static async Task<SyntaxNode?> OfAsync(
        Document document,
        SyntaxNode call,
        IMethodSymbol import,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        IMethodSymbol declared = import.PartialDefinitionPart ?? import;
        Project project = document.Project;
        if (declared.DeclaringSyntaxReferences.Length != 1
            || project.GetDocument(declared.DeclaringSyntaxReferences[0].SyntaxTree) is null
            || await ScopeOfAsync(declared, project, compilation, cancellationToken).ConfigureAwait(false) is not { } scope
            || scope.Mentions(cancellationToken).Any(name =>
                !call.Span.Contains(name.Span) && !(IsGenerated(declared) && IsGenerated(name.SyntaxTree, project))))
        {
            return null;
        }

        SyntaxNode declaration = await declared.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        return declaration.DescendantTrivia().Any(Comments.IsComment)
            || declaration.ContainsDirectives
            || declaration.GetLastToken().GetNextToken().LeadingTrivia.Any(static trivia => trivia.IsDirective)
                ? null
                : declaration;
    }

    private static async Task<MemberScope?> ScopeOfAsync(
        IMethodSymbol import,
        Project project,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (import.MethodKind == MethodKind.LocalFunction
            || (IsGenerated(import) && IsInside(import)))
        {
            // What a generator writes of an import comes and goes with it.
            return MemberScope.In(import, compilation, cancellationToken);
        }

        return await MemberScope.OfAsync(import, project, compilation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>True for a method that no other project can name.</summary>
    private static bool IsInside(ISymbol method)
    {
        for (ISymbol? symbol = method; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility == Accessibility.Private
                || (symbol.DeclaredAccessibility == Accessibility.Internal
                    && !method.ContainingAssembly.GetAttributes().Any(static attribute =>
                        attribute.AttributeClass?.Name == "InternalsVisibleToAttribute")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an import whose body a generator writes.</summary>
    private static bool IsGenerated(IMethodSymbol import) =>
        import.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "LibraryImportAttribute");

    private static bool IsGenerated(SyntaxTree tree, Project project) =>
        project.GetDocument(tree) is null or SourceGeneratedDocument;
}
