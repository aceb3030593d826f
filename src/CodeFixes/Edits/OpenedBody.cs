using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// The body of an `if`, an `else` or a loop that was one statement, opened for several: `if (late) Stop();` becomes
/// `if (late) { Log(); Stop(); }`, on lines of its own where the statement has one.
/// </summary>
internal static class OpenedBody
{
    /// <summary>False where a directive would end up on the other side of a brace: `if (late)`, `#if DEBUG`, `Stop();`, `#endif`.</summary>
    public static bool CanBe(StatementSyntax body) =>
        !body.ContainsDirectives
        && !body.GetLastToken().GetNextToken().LeadingTrivia.Any(static trivia => trivia.IsDirective);

    /// <summary>The block with the statements; the comments of the one that it replaces stay with it.</summary>
    /// <param name="body">The statement as it is in the file.</param>
    /// <param name="statements">What takes its place, itself included.</param>
    public static BlockSyntax Of(StatementSyntax body, IReadOnlyList<StatementSyntax> statements)
    {
        if (!Comments.BeginsLine(body))
        {
            return SyntaxFactory.Block(
                SyntaxFactory.Token(default, SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
                SyntaxFactory.List(statements.Select(static statement =>
                    statement.WithoutLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space))),
                SyntaxFactory.Token(default, SyntaxKind.CloseBraceToken, body.GetTrailingTrivia()));
        }

        SyntaxTrivia lineEnd = Comments.LineEndOf(body.SyntaxTree.GetRoot());
        SyntaxTrivia outer = Comments.IndentationOf(body.Parent!);
        SyntaxTrivia inner = Comments.IndentationOf(body);
        return SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxFactory.TriviaList(outer), SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(lineEnd)),
            SyntaxFactory.List(statements.Select(statement => statement
                .WithLeadingTrivia(Comments.WithoutIndentation(statement.GetLeadingTrivia()).Add(inner))
                .WithTrailingTrivia(statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
                    ? statement.GetTrailingTrivia()
                    : statement.GetTrailingTrivia().Add(lineEnd)))),
            SyntaxFactory.Token(SyntaxFactory.TriviaList(outer), SyntaxKind.CloseBraceToken, SyntaxFactory.TriviaList(lineEnd)));
    }
}
