using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>An `if` around statements that ran in any case.</summary>
internal static class GuardedBlock
{
    /// <summary>The statements under a condition; comments above the first stay above the `if`.</summary>
    public static IfStatementSyntax Of(ExpressionSyntax condition, IReadOnlyList<StatementSyntax> statements, string lineEnd)
    {
        string indentation = Comments.IndentationOf(statements[0]).ToString();
        return SyntaxFactory.IfStatement(
                condition,
                SyntaxFactory.Block(statements.Select((one, index) => Indented(
                    index == 0 ? one.WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)) : one,
                    indentation,
                    lineEnd)))
                    .WithOpenBraceToken(SyntaxFactory.Token(
                        SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation)),
                        SyntaxKind.OpenBraceToken,
                        SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(lineEnd))))
                    .WithCloseBraceToken(SyntaxFactory.Token(
                        SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation)),
                        SyntaxKind.CloseBraceToken,
                        SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(lineEnd)))))
            .WithIfKeyword(SyntaxFactory.Token(
                statements[0].GetLeadingTrivia(),
                SyntaxKind.IfKeyword,
                SyntaxFactory.TriviaList(SyntaxFactory.Space)))
            .WithCloseParenToken(SyntaxFactory.Token(
                default,
                SyntaxKind.CloseParenToken,
                SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(lineEnd))));
    }

    private static StatementSyntax Indented(StatementSyntax statement, string indentation, string lineEnd)
    {
        StatementSyntax indented = Comments.Reindented(statement, indentation, indentation + "    ");
        return indented.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? indented
            : indented.WithTrailingTrivia(indented.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(lineEnd)));
    }
}
