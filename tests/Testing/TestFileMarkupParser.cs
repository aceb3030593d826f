using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Takes markup out of a source: <c>[|text|]</c>, <c>{|name:text|}</c> (also closed by <c>|#0}</c> when the name is <c>#0</c>)
/// and the position <c>$$</c>. Spans may nest and overlap. Spans of <c>[|text|]</c> have the empty name.
/// </summary>
public static class TestFileMarkupParser
{
    private static readonly Regex NamedStart = new(@"\G\{\|([^:|[\]{}]+):", RegexOptions.CultureInvariant);

    private static readonly Regex NumberedEnd = new(@"\G\|(#\d+)\}", RegexOptions.CultureInvariant);

    /// <exception cref="ArgumentException">A tag has no partner.</exception>
    public static void GetPositionsAndSpans(string input, out string output, out ImmutableArray<int> positions, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        Parse(input, positionsAreCode: false, out output, out positions, out spans);
    }

    /// <inheritdoc cref="GetPositionsAndSpans"/>
    public static void GetSpans(string input, out string output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        GetSpans(input, treatPositionIndicatorsAsCode: false, out output, out spans);
    }

    /// <inheritdoc cref="GetPositionsAndSpans"/>
    public static void GetSpans(string input, bool treatPositionIndicatorsAsCode, out string output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        Parse(input, treatPositionIndicatorsAsCode, out output, out _, out spans);
    }

    private static void Parse(string input, bool positionsAreCode, out string output, out ImmutableArray<int> positions, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        StringBuilder text = new();
        List<(string Name, int Start)> open = new();
        List<(string Name, TextSpan Span)> closed = new();
        ImmutableArray<int>.Builder marked = ImmutableArray.CreateBuilder<int>();

        for (int i = 0; i < input.Length;)
        {
            if (!positionsAreCode && At("$$"))
            {
                marked.Add(text.Length);
                i += 2;
            }
            else if (At("[|") && !ClosesInnermost(i + 1))
            {
                open.Add((string.Empty, text.Length));
                i += 2;
            }
            else if (NamedStart.Match(input, i) is { Success: true } start)
            {
                open.Add((start.Groups[1].Value, text.Length));
                i += start.Length;
            }
            else if (NumberedEnd.Match(input, i) is { Success: true } end)
            {
                Close(open.FindIndex(tag => tag.Name == end.Groups[1].Value), i);
                i += end.Length;
            }
            else if (At("|]") || At("|}"))
            {
                Close(open.Count - 1, i);
                i += 2;
            }
            else
            {
                text.Append(input[i++]);
            }

            bool At(string tag) => string.CompareOrdinal(input, i, tag, 0, tag.Length) == 0;
        }

        if (open.Count > 0)
            throw new ArgumentException($"The input contained no ending tag for the span '{open[^1].Name}'.", nameof(input));

        output = text.ToString();
        positions = marked.ToImmutable();
        spans = closed.GroupBy(span => span.Name).ToImmutableDictionary(group => group.Key, group => group.Select(span => span.Span).ToImmutableArray());

        // "[|]" and "[|}" end the innermost span when it is of that kind: their bracket is code.
        bool ClosesInnermost(int end) =>
            open.Count > 0 && end + 1 < input.Length && (open[^1].Name.Length == 0 ? input[end + 1] == ']' : input[end + 1] == '}');

        void Close(int index, int position)
        {
            if (index < 0)
                throw new ArgumentException($"Mismatched end tag found at position '{position}'.", nameof(input));

            (string name, int start) = open[index];
            if (name.StartsWith('#') && closed.Any(span => span.Name == name))
                throw new ArgumentException($"The input contained more than one span '{name}'.", nameof(input));

            open.RemoveAt(index);
            closed.Add((name, TextSpan.FromBounds(start, text.Length)));
        }
    }
}
