using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>Blocks where one statement was, or none.</summary>
internal static class Bodies
{
    /// <summary>A block of statements in the place of the one that is the whole body of an `if` or a loop.</summary>
    public static BlockSyntax Of(StatementSyntax only, IEnumerable<string> statements, SyntaxTrivia lineEnd)
    {
        BlockSyntax block = Of(statements, lineEnd);
        return block.WithOpenBraceToken(block.OpenBraceToken.WithLeadingTrivia(only.GetLeadingTrivia()))
            .WithCloseBraceToken(block.CloseBraceToken.WithTrailingTrivia(only.GetTrailingTrivia()));
    }

    public static BlockSyntax Of(IEnumerable<string> statements, SyntaxTrivia lineEnd) =>
        (BlockSyntax)SyntaxFactory.ParseStatement(Text(statements, lineEnd));

    /// <summary>An `if` with a block.</summary>
    public static string If(string condition, string statement, SyntaxTrivia lineEnd) =>
        $"if ({condition}){lineEnd}" + Text(new[] { statement }, lineEnd);

    private static string Text(IEnumerable<string> statements, SyntaxTrivia lineEnd) =>
        string.Join(lineEnd.ToString(), new[] { "{" }.Concat(statements).Append("}"));
}
