using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Fork;

/// <summary>A native import that has no use once a call of it is gone.</summary>
internal static class UnusedImport
{
    /// <summary>Whether code of the project calls the import apart from that call.</summary>
    public static bool HasOtherCalls(
        Project project,
        SyntaxNode call,
        IMethodSymbol import,
        Compilation compilation,
        CancellationToken cancellationToken) =>
        MemberScope.In(Declared(import), compilation, cancellationToken).Mentions(cancellationToken).Any(name =>
            IsOther(name, call, import, project)
            && !name.IsPartOfStructuredTrivia()
            && !name.Ancestors().OfType<InvocationExpressionSyntax>().Any(static outer =>
                outer.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }));

    /// <summary>
    /// The declaration of the import when nothing but the call names it; null when it has to stay, as one does that other projects can
    /// call or that has comments or directives inside.
    /// </summary>
    public static async Task<SyntaxNode?> OfAsync(
        Document document,
        SyntaxNode call,
        IMethodSymbol import,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        IMethodSymbol declared = Declared(import);
        Project project = document.Project;
        if (declared.DeclaringSyntaxReferences.Length != 1
            || project.GetDocument(declared.DeclaringSyntaxReferences[0].SyntaxTree) is null
            || await ScopeOfAsync(declared, project, compilation, cancellationToken).ConfigureAwait(false) is not { } scope
            || scope.Mentions(cancellationToken).Any(name => IsOther(name, call, import, project)))
        {
            return null;
        }

        SyntaxNode declaration = await declared.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        return Comments.AreInside(declaration) ? null : declaration;
    }

    private static IMethodSymbol Declared(IMethodSymbol import) => import.PartialDefinitionPart ?? import;

    /// <summary>True for a name that neither the call nor what a generator writes of the import has.</summary>
    private static bool IsOther(SimpleNameSyntax name, SyntaxNode call, IMethodSymbol import, Project project) =>
        !(name.SyntaxTree == call.SyntaxTree && call.Span.Contains(name.Span))
        && !(IsGenerated(Declared(import)) && IsGenerated(name.SyntaxTree, project));

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
