using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Moves comments along when the code next to them goes, and keeps lines where they were.</summary>
internal static class Comments
{
    public static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    /// <summary>Whether directives stand between the first and the last token of the node, and not only above it.</summary>
    public static bool HasInnerDirectives(SyntaxNode node) => node.ContainsDirectives
        && node.DescendantTrivia().Any(trivia => trivia.IsDirective && trivia.SpanStart > node.SpanStart);

    /// <summary>Whether comments or directives stand between the first and the last token of the node.</summary>
    public static bool AreInside(SyntaxNode node) => node.DescendantTrivia().Any(trivia => (IsComment(trivia) || trivia.IsDirective)
        && !node.GetLeadingTrivia().Contains(trivia)
        && !node.GetTrailingTrivia().Contains(trivia));

    /// <summary>What is left of a statement that goes: the lines above it, and its other comments on lines of their own.</summary>
    public static SyntaxTriviaList LinesOf(StatementSyntax statement) =>
        WithoutIndentation(statement.GetLeadingTrivia()).AddRange(Lines(
            statement.DescendantTrivia().Where(trivia => IsComment(trivia) && trivia.SpanStart >= statement.SpanStart),
            IndentationOf(statement),
            LineEndOf(statement)));

    /// <summary>The comments behind a statement on its last line, each with a space before it.</summary>
    public static string Behind(StatementSyntax statement) =>
        string.Concat(statement.GetTrailingTrivia().Where(IsComment).Select(static comment => " " + comment));

    /// <summary>Lines put above a token that has some already: no blank line is said twice.</summary>
    public static SyntaxTriviaList Above(SyntaxTriviaList lines, SyntaxTriviaList leading) =>
        lines.All(IsBlank) && leading.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia) ? leading : lines.AddRange(leading);

    public static bool IsBlank(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia;

    /// <summary>Each comment on a line of its own.</summary>
    public static SyntaxTriviaList Lines(IEnumerable<SyntaxTrivia> comments, SyntaxTrivia indentation, SyntaxTrivia lineEnd) =>
        SyntaxFactory.TriviaList(comments.SelectMany(comment => new[] { indentation, comment, lineEnd }));

    /// <summary>The white space before the first token of the node, when the node begins its line.</summary>
    public static SyntaxTrivia IndentationOf(SyntaxNode node)
    {
        SyntaxTrivia last = node.GetLeadingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? last : SyntaxFactory.Whitespace("");
    }

    /// <summary>False for a node with other code on its line before it.</summary>
    public static bool BeginsLine(SyntaxNode node)
    {
        SyntaxToken previous = node.GetFirstToken().GetPreviousToken();
        return previous.IsKind(SyntaxKind.None)
            || previous.TrailingTrivia.Concat(node.GetLeadingTrivia())
                .Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsDirective);
    }

    /// <summary>Where in leading trivia the comments begin that belong to the token: after the last blank line or directive.</summary>
    public static int BeginOfOwnLines(SyntaxTriviaList leading)
    {
        int begin = 0;
        bool isBlank = true;
        for (int i = 0; i < leading.Count; i++)
        {
            bool endsLine = leading[i].IsKind(SyntaxKind.EndOfLineTrivia);
            bool isDirective = leading[i].IsDirective || leading[i].IsKind(SyntaxKind.DisabledTextTrivia);
            if (isDirective || (endsLine && isBlank))
            {
                begin = i + 1;
            }

            isBlank = endsLine || leading[i].HasStructure || isDirective
                || (isBlank && leading[i].IsKind(SyntaxKind.WhitespaceTrivia));
        }

        return begin;
    }

    /// <summary>The line end that the code around the node uses.</summary>
    public static SyntaxTrivia LineEndOf(SyntaxNode node)
    {
        SyntaxTrivia found = node.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return found.IsKind(SyntaxKind.EndOfLineTrivia) ? found : SyntaxFactory.LineFeed;
    }

    /// <summary>Leading trivia without the white space that indents the token itself.</summary>
    public static SyntaxTriviaList WithoutIndentation(SyntaxTriviaList leading) =>
        leading.LastOrDefault().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.RemoveAt(leading.Count - 1) : leading;

    /// <summary>The node with the indentation of its lines changed from one prefix to another.</summary>
    public static TNode Reindented<TNode>(TNode node, string from, string to) where TNode : SyntaxNode =>
        from == to
            ? node
            : node.ReplaceTokens(node.DescendantTokens(), (_, token) => token.WithLeadingTrivia(Reindented(token.LeadingTrivia, from, to)));

    public static SyntaxTriviaList Reindented(SyntaxTriviaList leading, string from, string to)
    {
        List<SyntaxTrivia> changed = new();
        bool beginsLine = true;
        foreach (SyntaxTrivia trivia in leading)
        {
            string text = trivia.ToString();
            changed.Add(beginsLine && trivia.IsKind(SyntaxKind.WhitespaceTrivia) && text.StartsWith(from)
                ? SyntaxFactory.Whitespace(to + text.Substring(from.Length))
                : trivia);
            beginsLine = trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.HasStructure || trivia.IsKind(SyntaxKind.DisabledTextTrivia);
        }

        return SyntaxFactory.TriviaList(changed);
    }
}
