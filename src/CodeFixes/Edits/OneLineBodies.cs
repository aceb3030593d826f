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
            edits.Replace(block, current => OnLines((BlockSyntax)current, lineEnd));
        }
    }

    private static bool IsOnOneLine(BlockSyntax block)
    {
        FileLinePositionSpan lines = block.SyntaxTree.GetLineSpan(block.Span);
        return lines.StartLinePosition.Line == lines.EndLinePosition.Line;
    }

    private static BlockSyntax OnLines(BlockSyntax body, SyntaxTrivia lineEnd)
    {
        BlockSyntax block = body.WithStatements(SyntaxFactory.List(body.Statements.Select(statement =>
            statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
                ? statement
                : statement.WithTrailingTrivia(statement.GetTrailingTrivia().Add(lineEnd)))));
        SyntaxToken[] tokens = block.Statements.Select(static statement => statement.GetFirstToken())
            .Append(block.OpenBraceToken)
            .Append(block.CloseBraceToken)
            .ToArray();
        return block.ReplaceTokens(tokens, static (_, token) => token.WithAdditionalAnnotations(Formatter.Annotation));
    }
}
