using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.Configuration;

/// <summary>One line of an API file that says something.</summary>
/// <param name="Span">The line without the blanks and the comment around its words.</param>
/// <param name="Words">Its words, comments left out.</param>
internal sealed record ApiLine(TextSpan Span, ImmutableArray<string> Words);

/// <summary>Files of API models: additional files that a project, or a package it uses, contributes.</summary>
internal static class ApiFile
{
    private const string NameStart = "ProcessSafety.Apis";
    private const string NameEnd = ".txt";

    /// <summary>True for an additional file named `ProcessSafety.Apis*.txt`.</summary>
    public static bool IsApiFile(AdditionalText file)
    {
        string name = Path.GetFileName(file.Path);
        return name.StartsWith(NameStart, StringComparison.OrdinalIgnoreCase) && name.EndsWith(NameEnd, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The lines that have words. A word that begins with `#` begins a comment.</summary>
    public static IEnumerable<ApiLine> Lines(SourceText text)
    {
        foreach (TextLine line in text.Lines)
        {
            ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>();
            string content = line.ToString();
            int first = -1;
            int end = 0;
            for (int at = NextWord(content, 0); at < content.Length && content[at] != '#'; at = NextWord(content, end))
            {
                first = first < 0 ? at : first;
                end = EndOfWord(content, at);
                words.Add(content.Substring(at, end - at));
            }

            if (words.Count > 0)
            {
                yield return new ApiLine(TextSpan.FromBounds(line.Start + first, line.Start + end), words.ToImmutable());
            }
        }
    }

    private static int NextWord(string line, int at)
    {
        while (at < line.Length && IsBlank(line[at]))
        {
            at++;
        }

        return at;
    }

    private static int EndOfWord(string line, int at)
    {
        while (at < line.Length && !IsBlank(line[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';
}
