using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// `lock (gate) { … }` with calls in place of the statement: `EnterGate(); try { … } finally { gate.ReleaseMutex(); }`.
/// </summary>
internal static class LockRegion
{
    private const string Unit = "    ";

    /// <summary>Both statements in a block that gives its place to them.</summary>
    public static BlockSyntax Of(LockStatementSyntax locked, string enter, string release)
    {
        bool isOnLines = locked.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            || locked.CloseParenToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        SyntaxTrivia lineEnd = isOnLines ? Comments.LineEndOf(locked) : Space;
        string indentation = isOnLines ? Comments.IndentationOf(locked).ToString() : string.Empty;

        StatementSyntax entered = ParseStatement(enter + ";").WithLeadingTrivia(locked.GetLeadingTrivia()).WithTrailingTrivia(lineEnd);
        BlockSyntax body = locked.Statement as BlockSyntax ?? Wrapped(locked.Statement, indentation, lineEnd, isOnLines);
        SyntaxToken tried = Token(SyntaxKind.TryKeyword)
            .WithLeadingTrivia(Whitespace(indentation))
            .WithTrailingTrivia(locked.Statement is BlockSyntax ? locked.CloseParenToken.TrailingTrivia : TriviaList(lineEnd));
        TryStatementSyntax attempt = TryStatement(
            tried,
            body.WithTrailingTrivia(isOnLines ? body.GetTrailingTrivia() : TriviaList(Space)),
            default,
            Released(release, indentation, lineEnd, isOnLines))
            .WithTrailingTrivia(isOnLines ? TriviaList(lineEnd) : locked.GetTrailingTrivia());
        return Block(entered, attempt).WithAdditionalAnnotations(SyntaxEdits.Spliced);
    }

    private static BlockSyntax Wrapped(StatementSyntax statement, string indentation, SyntaxTrivia lineEnd, bool isOnLines)
    {
        bool beginsLine = statement.GetLeadingTrivia().Any(SyntaxKind.WhitespaceTrivia);
        StatementSyntax only = isOnLines && !beginsLine ? statement.WithLeadingTrivia(Whitespace(indentation + Unit)) : statement;
        return Block(
            Braces(SyntaxKind.OpenBraceToken, indentation, lineEnd),
            SingletonList(only),
            Braces(SyntaxKind.CloseBraceToken, indentation, lineEnd));
    }

    private static FinallyClauseSyntax Released(string release, string indentation, SyntaxTrivia lineEnd, bool isOnLines)
    {
        StatementSyntax released = ParseStatement(release + ";")
            .WithLeadingTrivia(Whitespace(isOnLines ? indentation + Unit : string.Empty))
            .WithTrailingTrivia(lineEnd);
        SyntaxToken keyword = Token(SyntaxKind.FinallyKeyword).WithLeadingTrivia(Whitespace(indentation)).WithTrailingTrivia(lineEnd);
        return FinallyClause(
            keyword,
            Block(
                Braces(SyntaxKind.OpenBraceToken, indentation, lineEnd),
                SingletonList(released),
                Braces(SyntaxKind.CloseBraceToken, indentation, lineEnd)));
    }

    private static SyntaxToken Braces(SyntaxKind kind, string indentation, SyntaxTrivia lineEnd) =>
        Token(kind).WithLeadingTrivia(Whitespace(indentation)).WithTrailingTrivia(lineEnd);
}
