using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Takes members out of a type: what documents one goes with it, other comments and directives stay.</summary>
internal static class RemovedMembers
{
    /// <summary>The type without a member, and without the directives around it where they would hold nothing else.</summary>
    public static TypeDeclarationSyntax Without(TypeDeclarationSyntax type, int index)
    {
        MemberDeclarationSyntax gone = type.Members[index];
        SyntaxTriviaList above = SyntaxFactory.TriviaList(WithoutDocumentation(gone.GetLeadingTrivia()))
            .AddRange(Comments.Lines(
                gone.GetTrailingTrivia().Where(Comments.IsComment),
                Comments.IndentationOf(gone),
                Comments.LineEndOf(type)));
        if (above.All(Comments.IsBlank))
        {
            above = default;
        }

        TypeDeclarationSyntax left = type.WithMembers(type.Members.RemoveAt(index));
        SyntaxToken next = index < left.Members.Count ? left.Members[index].GetFirstToken() : left.CloseBraceToken;
        SyntaxTriviaList leading = next.LeadingTrivia;
        if (IsEmptyPair(above.LastOrDefault(static trivia => trivia.IsDirective), leading.FirstOrDefault(static trivia => !IsBlank(trivia)))
            && above.SkipWhile(static trivia => !trivia.IsDirective).Count(static trivia => !IsBlank(trivia)) == 1)
        {
            above = SyntaxFactory.TriviaList(above.TakeWhile(static trivia => !trivia.IsDirective));
            leading = SyntaxFactory.TriviaList(leading.SkipWhile(IsBlank).Skip(1));
        }

        if (index == left.Members.Count && above.All(Comments.IsBlank))
        {
            above = default;
        }

        if (index == 0 && above.All(Comments.IsBlank))
        {
            above = default;
            leading = leading.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia) ? leading.RemoveAt(0) : leading;
        }

        return left.ReplaceToken(next, next.WithLeadingTrivia(Comments.Above(above, leading)));

        static bool IsBlank(SyntaxTrivia trivia) => Comments.IsBlank(trivia);
    }

    private static bool IsEmptyPair(SyntaxTrivia begin, SyntaxTrivia end) =>
        (begin.Kind(), end.Kind()) is (SyntaxKind.IfDirectiveTrivia, SyntaxKind.EndIfDirectiveTrivia)
            or (SyntaxKind.RegionDirectiveTrivia, SyntaxKind.EndRegionDirectiveTrivia);

    /// <summary>Leading trivia up to the documentation and the indentation, which the member takes along.</summary>
    private static IEnumerable<SyntaxTrivia> WithoutDocumentation(SyntaxTriviaList leading) =>
        leading.Where((trivia, index) => !IsDocumentation(trivia)
            && !(trivia.IsKind(SyntaxKind.WhitespaceTrivia)
                && (index == leading.Count - 1 || IsDocumentation(leading[index + 1]))));

    private static bool IsDocumentation(SyntaxTrivia trivia) => trivia.Kind()
        is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
