using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>How the name of a symbol is written in code: one that is a keyword gets its `@`.</summary>
internal static class Identifiers
{
    /// <summary>The name for code that is parsed: `@class` for `class`.</summary>
    public static string Text(string name) => IsKeyword(name) ? "@" + name : name;

    /// <summary>The name as a token, which is the one that a parser makes of its text.</summary>
    public static SyntaxToken Token(string name) =>
        IsKeyword(name) ? SyntaxFactory.VerbatimIdentifier(default, name, name, default) : SyntaxFactory.Identifier(name);

    /// <summary>The name as an expression, or in front of a colon.</summary>
    public static IdentifierNameSyntax Name(string name) => SyntaxFactory.IdentifierName(Token(name));

    /// <summary>Reserved words, and the two that mean something else in async functions and in accessors.</summary>
    private static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || name is "await" or "field";
}
