using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compares the tree that a code action made with the one that the parser makes of the same text.</summary>
internal static class TreeComparison
{
    /// <summary>What differs first, as the failure that <paramref name="verifier"/> makes of it; null when nothing does.</summary>
    public static Exception? Difference(Type syntaxKindType, SyntaxNode parsed, SyntaxNode made, bool withTrivia, IVerifier verifier)
    {
        string[] expected = Render(syntaxKindType, parsed, withTrivia);
        string[] actual = Render(syntaxKindType, made, withTrivia);
        if (expected.SequenceEqual(actual))
            return null;

        int line = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        try
        {
            verifier.Fail(
                $"The tree that the code action made differs from the tree of its text:\n" +
                $"parsed: {expected.ElementAtOrDefault(line)?.Trim()}\nmade:   {actual.ElementAtOrDefault(line)?.Trim()}");
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static string[] Render(Type syntaxKindType, SyntaxNodeOrToken root, bool withTrivia)
    {
        StringBuilder text = new();
        Write(root, 0);
        return text.ToString().Split('\n');

        void Write(SyntaxNodeOrToken item, int depth)
        {
            text.Append(' ', depth).Append(Kind(item.RawKind));
            if (item.AsNode() is { } node)
            {
                text.Append('\n');
                foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
                    Write(child, depth + 1);

                return;
            }

            SyntaxToken token = item.AsToken();
            text.Append(CultureInfo.InvariantCulture, $" {Escape(token.Text)}{(token.IsMissing ? " (missing)" : string.Empty)}\n");
            if (withTrivia)
            {
                WriteTrivia("leading", token.LeadingTrivia, depth + 1);
                WriteTrivia("trailing", token.TrailingTrivia, depth + 1);
            }
        }

        void WriteTrivia(string place, SyntaxTriviaList list, int depth)
        {
            foreach (SyntaxTrivia trivia in list)
            {
                text.Append(' ', depth).Append(CultureInfo.InvariantCulture, $"{place} {Kind(trivia.RawKind)} {Escape(trivia.ToString())}\n");
                if (trivia.GetStructure() is { } structure)
                    Write(structure, depth + 1);
            }
        }

        string Kind(int kind) => Enum.Format(syntaxKindType, (ushort)kind, "G");
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\r", "\\r").Replace("\n", "\\n");
}
