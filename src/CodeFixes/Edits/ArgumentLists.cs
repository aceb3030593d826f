using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Argument lists that get one more argument, and keep the comments and directives between those that they have.</summary>
internal static class ArgumentLists
{
    /// <summary>The list with the argument at its end: `(a /* one */)` becomes `(a, /* one */ b)`.</summary>
    public static ArgumentListSyntax WithLast(ArgumentListSyntax list, ArgumentSyntax added)
    {
        if (list.Arguments.Count == 0)
        {
            return list.AddArguments(added);
        }

        ArgumentSyntax last = list.Arguments.Last();
        SyntaxTriviaList behind = last.GetTrailingTrivia();
        if (behind.Any(SyntaxKind.EndOfLineTrivia))
        {
            added = added.WithLeadingTrivia(Comments.IndentationOf(last));
        }
        else
        {
            behind = Comments.WithoutIndentation(behind).Add(SyntaxFactory.Space);
        }

        IEnumerable<SyntaxToken> separators = list.Arguments.GetSeparators()
            .Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(behind));
        return list.WithArguments(SyntaxFactory.SeparatedList(
            list.Arguments.Replace(last, last.WithoutTrailingTrivia()).Append(added),
            separators));
    }
}
