using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Bodies on one line, `{ gate.WaitOne(); Write(); }`, that get a statement of several lines.</summary>
internal static class OneLineBodies
{
    /// <summary>Has the formatter put the braces and the statements of such a body on lines of their own; leaves any other.</summary>
    public static void Open(SyntaxEdits edits, StatementSyntax statement)
    {
        if (statement.Parent is BlockSyntax { OpenBraceToken.IsMissing: false } block && IsOnOneLine(block))
        {
            SyntaxTrivia lineEnd = Comments.LineEndOf(block.SyntaxTree.GetRoot());
            edits.Replace(block, current => WithMarks(OnLines((BlockSyntax)current, lineEnd)));
        }
    }

    private static bool IsOnOneLine(BlockSyntax block)
    {
        FileLinePositionSpan lines = block.SyntaxTree.GetLineSpan(block.Span);
        return lines.StartLinePosition.Line == lines.EndLinePosition.Line;
    }

    /// <summary>The block with a line end behind its brace and each statement that has none.</summary>
    private static BlockSyntax OnLines(BlockSyntax block, SyntaxTrivia lineEnd)
    {
        return block.WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(Ended(block.OpenBraceToken.TrailingTrivia)))
            .WithStatements(SyntaxFactory.List(block.Statements
                .Select(statement => statement.WithTrailingTrivia(Ended(statement.GetTrailingTrivia())))));

        SyntaxTriviaList Ended(SyntaxTriviaList end) =>
            end.Any(SyntaxKind.EndOfLineTrivia) ? end
                : end.Any(Comments.IsComment) ? end.Add(lineEnd)
                : SyntaxFactory.TriviaList(lineEnd);
    }

    private static BlockSyntax WithMarks(BlockSyntax block)
    {
        SyntaxToken[] tokens = block.Statements.Select(static statement => statement.GetFirstToken())
            .Append(block.OpenBraceToken)
            .Append(block.CloseBraceToken)
            .ToArray();
        return block.ReplaceTokens(tokens, static (_, token) => token.WithAdditionalAnnotations(Formatter.Annotation));
    }
}
