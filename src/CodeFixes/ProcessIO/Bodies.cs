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

    /// <summary>Puts a statement at the begin of a body, which may be one statement or an empty block.</summary>
    public static void Begin(StatementSyntax body, string added, SyntaxTrivia lineEnd, SyntaxEdits edits)
    {
        if (body is BlockSyntax { Statements: { Count: > 0 } statements })
        {
            edits.InsertBefore(statements[0], added);
            OneLineBodies.Open(edits, statements[0]);
        }
        else
        {
            edits.Replace(body, current => Around((StatementSyntax)current, added, behind: null, lineEnd));
        }
    }

    /// <summary>An `if` in the place of a statement whose value becomes the condition; a comment behind it stays on its line.</summary>
    public static StatementSyntax InPlaceOf(
        StatementSyntax statement,
        string condition,
        IEnumerable<string> statements,
        SyntaxTrivia lineEnd)
    {
        SyntaxTriviaList end = statement.GetTrailingTrivia();
        string text = $"if ({condition}){lineEnd}" + Text(statements, lineEnd);
        IfStatementSyntax choice = (IfStatementSyntax)SyntaxFactory.ParseStatement(text);
        SyntaxTriviaList head = end.Any(Comments.IsComment) ? end : SyntaxFactory.TriviaList(lineEnd);
        return choice.WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithCloseParenToken(choice.CloseParenToken.WithTrailingTrivia(head))
            .WithTrailingTrivia(end.Where(static trivia => !Comments.IsComment(trivia)));
    }

    /// <summary>A `try` around a statement, with a `catch`; a comment behind the statement stays with it.</summary>
    public static StatementSyntax Try(
        StatementSyntax statement,
        string handler,
        IEnumerable<string> statements,
        SyntaxTrivia lineEnd)
    {
        string text = $"try{lineEnd}{{{lineEnd}}}{lineEnd}{handler}{lineEnd}" + Text(statements, lineEnd);
        TryStatementSyntax attempt = (TryStatementSyntax)SyntaxFactory.ParseStatement(text);
        StatementSyntax tried = statement.WithoutTrivia()
            .WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(Comments.Behind(statement)).Add(lineEnd));
        return attempt.WithBlock(attempt.Block.WithStatements(SyntaxFactory.SingletonList(tried)))
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(statement.GetTrailingTrivia().Where(static trivia => !Comments.IsComment(trivia)));
    }

    private static string Text(IEnumerable<string> statements, SyntaxTrivia lineEnd) =>
        string.Join(lineEnd.ToString(), new[] { "{" }.Concat(statements).Append("}"));
}
