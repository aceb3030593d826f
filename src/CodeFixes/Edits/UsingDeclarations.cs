using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Keeps an object until the block ends that makes it.</summary>
internal static class UsingDeclarations
{
    public static LocalDeclarationStatementSyntax Of(LocalDeclarationStatementSyntax local) => local
        .WithoutLeadingTrivia()
        .WithUsingKeyword(SyntaxFactory.Token(
            local.GetLeadingTrivia(),
            SyntaxKind.UsingKeyword,
            SyntaxFactory.TriviaList(SyntaxFactory.Space)));

    /// <summary>The declaration in the place of a statement that drops what it makes, or gives it to a variable.</summary>
    public static StatementSyntax Of(SyntaxNode statement, string name, SyntaxNode made, TypeSyntax? type = null) =>
        SyntaxFactory.ParseStatement($"using {type?.WithoutTrivia().ToString() ?? "var"} {Identifiers.Text(name)} = {made};")
            .WithTriviaFrom(statement);
}
