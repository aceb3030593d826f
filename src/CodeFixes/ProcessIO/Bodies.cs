using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>Blocks where one statement was, or none.</summary>
internal static class Bodies
{
    /// <summary>
    /// A block in the place of the statement that is the whole body of an `if` or a loop, with statements before and behind it; an empty
    /// block is filled.
    /// </summary>
    public static BlockSyntax Around(StatementSyntax only, string? before, string? behind, SyntaxTrivia lineEnd)
    {
        IEnumerable<string?> own = only is BlockSyntax empty
            ? empty.WithoutTrivia().DescendantTrivia().Where(Comments.IsComment).Select(static comment => comment.ToString())
            : new[] { only.WithoutTrivia() + Comments.Behind(only) };
        BlockSyntax block = Of(own.Prepend(before).Append(behind).OfType<string>(), lineEnd);
        return block.WithOpenBraceToken(block.OpenBraceToken.WithLeadingTrivia(only.GetLeadingTrivia()))
            .WithCloseBraceToken(block.CloseBraceToken.WithTrailingTrivia(
                only.GetTrailingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));
    }

    public static BlockSyntax Of(IEnumerable<string> statements, SyntaxTrivia lineEnd) =>
        (BlockSyntax)SyntaxFactory.ParseStatement(Text(statements, lineEnd));

    /// <summary>An `if` with a block.</summary>
    public static string If(string condition, string statement, SyntaxTrivia lineEnd) =>
        $"if ({condition}){lineEnd}" + Text(new[] { statement }, lineEnd);

    private static string Text(IEnumerable<string> statements, SyntaxTrivia lineEnd) =>
        string.Join(lineEnd.ToString(), new[] { "{" }.Concat(statements).Append("}"));
}
