using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>A try statement of whose finally nothing is left.</summary>
internal static class EndedTry
{
    /// <summary>What the try statement held, without it when nothing else is left of it.</summary>
    public static SyntaxNode Of(TryStatementSyntax attempt, TryStatementSyntax original)
    {
        string outer = Comments.IndentationOf(attempt).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(attempt);
        SyntaxTriviaList comments = Comments.Lines(
            attempt.Finally!.DescendantTrivia().Where(Comments.IsComment),
            Comments.IndentationOf(attempt),
            lineEnd);
        if (attempt.Catches.Count > 0)
        {
            return attempt.WithFinally(null).WithTrailingTrivia(attempt.GetTrailingTrivia());
        }

        if (attempt.Block.Statements.Count == 0)
        {
            return attempt.WithAdditionalAnnotations(SyntaxEdits.Removed);
        }

        if (NeedsItsScope(original))
        {
            return attempt.Block.WithLeadingTrivia(attempt.GetLeadingTrivia());
        }

        string inner = Comments.IndentationOf(attempt.Block.Statements[0]).ToString();
        List<StatementSyntax> statements = attempt.Block.Statements.Select(statement => Comments.Reindented(statement, inner, outer))
            .ToList();
        SyntaxTriviaList above = Comments.WithoutIndentation(attempt.GetLeadingTrivia());
        statements[0] = statements[0].WithLeadingTrivia(Comments.Above(above, statements[0].GetLeadingTrivia()));
        SyntaxTriviaList closing =
            Comments.WithoutIndentation(Comments.Reindented(attempt.Block.CloseBraceToken.LeadingTrivia, inner, outer)).AddRange(comments);
        return SyntaxFactory.Block(statements)
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken)
                .WithLeadingTrivia(closing.Any(Comments.IsComment) ? closing : default))
            .WithAdditionalAnnotations(SyntaxEdits.Spliced);
    }

    /// <summary>Whether variables of the block would live longer without it, or meet others of their name.</summary>
    private static bool NeedsItsScope(TryStatementSyntax attempt) =>
        attempt.ListNode() is null or SwitchSectionSyntax
        || attempt.Block.Statements.Any(statement => statement switch
        {
            LocalFunctionStatementSyntax => true,
            LocalDeclarationStatementSyntax local => (local.UsingKeyword.IsKind(SyntaxKind.UsingKeyword)
                    && attempt.Siblings()[attempt.Siblings().Count - 1] != attempt)
                || local.Declaration.Variables.Any(variable => FreshNames.IsUsedOutside(variable.Identifier.ValueText, attempt)),
            _ => false,
        });
}
