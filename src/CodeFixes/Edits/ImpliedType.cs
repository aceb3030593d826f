using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary><c>new(…)</c> in the place of <c>new T(…)</c> where the declaration names T: written in a file that mostly writes so.</summary>
internal static class ImpliedType
{
    /// <summary>True for a file that leaves out more types in front of a name than it repeats.</summary>
    public static bool IsLeftOutIn(SyntaxNode root) =>
        root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
            .Sum(static creation => DeclaredTypeOf(creation) is not { } declared ? 0
                : creation is not ObjectCreationExpressionSyntax repeated ? 1
                : Names(declared, repeated.Type) ? -1
                : 0) > 0;

    /// <summary>The tree with the type left out of what is marked for the formatter, and of nothing else.</summary>
    public static SyntaxNode LeaveOut(SyntaxNode marked) => marked.ReplaceNodes(
        marked.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
            .Where(static creation => creation.NewKeyword.HasAnnotation(Formatter.Annotation)
                && DeclaredTypeOf(creation) is { } declared
                && Names(declared, creation.Type)
                && !creation.NewKeyword.TrailingTrivia.Concat(creation.Type.DescendantTrivia(descendIntoTrivia: true))
                    .Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia))),
        static (_, creation) => SyntaxFactory.ImplicitObjectCreationExpression(
            creation.NewKeyword.WithTrailingTrivia(),
            creation.ArgumentList ?? SyntaxFactory.ArgumentList().WithTrailingTrivia(creation.Type.GetTrailingTrivia()),
            creation.Initializer));

    /// <summary>The type that stands before the value, in the same declaration; null where none does.</summary>
    private static TypeSyntax? DeclaredTypeOf(BaseObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } } => variables.Type,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.ReturnType,
        ArrowExpressionClauseSyntax { Parent: LocalFunctionStatementSyntax function } => function.ReturnType,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
        _ => null,
    };

    private static bool Names(TypeSyntax declared, TypeSyntax made) =>
        SyntaxFactory.AreEquivalent(declared is NullableTypeSyntax nullable ? nullable.ElementType : declared, made, topLevel: false);
}
