using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessSafety.Proofs;

/// <summary>What a fix has done to the file that its author would not have done.</summary>
internal static class LayoutFaults
{
    /// <summary>The comments, directives and inactive lines of the program that are gone.</summary>
    public static IEnumerable<string> Lost(string before, string after)
    {
        List<string> kept = [.. KeptPartsOf(after)];
        return KeptPartsOf(before).Where(part => !kept.Remove(part)).Select(static part => "lost: " + part);
    }

    /// <summary>The lines that a fix has written into a messy program in a style that is not its own, which is CRLF and tabs.</summary>
    public static IEnumerable<string> InForeignStyle(string before, string after)
    {
        HashSet<string> old = [.. before.Split('\n')];
        return after.Split('\n')[..^1]
            .Where(line => !line.EndsWith('\r') || (!old.Contains(line) && line[..^line.TrimStart().Length].Contains(' ')))
            .Select(static line => "style: " + line);
    }

    private static IEnumerable<string> KeptPartsOf(string program) =>
        from trivia in CSharpSyntaxTree.ParseText(program).GetRoot().DescendantTrivia()
        where trivia.IsDirective || trivia.Kind() is SyntaxKind.DisabledTextTrivia
            or SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
        select trivia.ToFullString().Trim();
}
