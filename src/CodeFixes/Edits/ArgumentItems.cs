using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>One more item behind those of a list that is written out: `{ a, b }`, `new[] { a, b }` or `[a, b]`.</summary>
internal static class ArgumentItems
{
    /// <summary>The items of an array that is written out, and may have more of them; null for any other expression.</summary>
    public static InitializerExpressionSyntax? Of(ExpressionSyntax expression) => expression switch
    {
        ImplicitArrayCreationExpressionSyntax array => array.Initializer,
        ArrayCreationExpressionSyntax { Initializer: { } items, Type.RankSpecifiers: { Count: 1 } ranks }
            when ranks[0].Sizes.All(static size => size is OmittedArraySizeExpressionSyntax) => items,
        _ => null,
    };

    /// <summary>`{ a }` with the item behind its last one, on a line of its own where that has one.</summary>
    public static InitializerExpressionSyntax With(InitializerExpressionSyntax list, ExpressionSyntax item)
    {
        if (list.Expressions.Count == 0)
        {
            return list.AddExpressions(item.WithTrailingTrivia(SyntaxFactory.Space));
        }

        ExpressionSyntax last = list.Expressions.Last();
        SyntaxNodeOrTokenList items = list.Expressions.GetWithSeparators();
        bool hasLine = last.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        SyntaxTriviaList indentation = new(last.GetLeadingTrivia()
            .Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            .Take(1));
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken);
        if (list.Expressions.SeparatorCount == list.Expressions.Count)
        {
            items = items
                .Add(item.WithLeadingTrivia(hasLine ? indentation : default))
                .Add(comma.WithTrailingTrivia(items.Last().GetTrailingTrivia()
                    .Where(trivia => trivia.IsKind(hasLine ? SyntaxKind.EndOfLineTrivia : SyntaxKind.WhitespaceTrivia))));
        }
        else
        {
            SyntaxTriviaList end = last.GetTrailingTrivia();
            SyntaxTriviaList space = new(end.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
            SyntaxTriviaList lineEnd = new(end.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

            // `{ a /* first */ }` keeps the comment at its item; behind `a // first` no comma can follow.
            bool staysBehind = !hasLine && lineEnd.Count == 0;
            items = items.Replace(last, last.WithTrailingTrivia(staysBehind ? end.Take(end.Count - space.Count) : default))
                .Add(hasLine ? comma.WithTrailingTrivia(end) : comma)
                .Add(hasLine ? item.WithLeadingTrivia(indentation).WithTrailingTrivia(lineEnd)
                    : item.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(staysBehind ? space : end));
        }

        return list.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(items));
    }

    /// <summary>`[a, item]` for `[a]`; what is behind the last item stays there.</summary>
    public static ExpressionSyntax InBrackets(SyntaxNode collection, ExpressionSyntax item)
    {
        SyntaxToken last = collection.GetLastToken().GetPreviousToken();
        string separator = last == collection.GetFirstToken() ? string.Empty : last.IsKind(SyntaxKind.CommaToken) ? " " : ", ";
        string text = collection.ToString().Insert(last.Span.End - collection.SpanStart, separator + item);
        return SyntaxFactory.ParseExpression(text).WithTriviaFrom(collection);
    }
}
