using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Scan.Analysis;

/// <summary>Some lines of a file.</summary>
/// <param name="FirstLine">The number of the first, from 1 on.</param>
internal sealed record Snippet(int FirstLine, ImmutableArray<string> Lines)
{
    private const int LinesAround = 3;

    /// <summary>The line with that number.</summary>
    public string this[int line] => Lines[line - FirstLine];

    /// <summary>The lines that <paramref name="span"/> touches, with a few before and after.</summary>
    public static Snippet Around(SourceText text, LinePositionSpan span)
    {
        int first = System.Math.Max(0, span.Start.Line - LinesAround);
        int last = System.Math.Min(text.Lines.Count - 1, System.Math.Min(span.End.Line, span.Start.Line + LinesAround) + LinesAround);
        return new Snippet(
            first + 1,
            [.. Enumerable.Range(first, last - first + 1).Select(line => text.Lines[line].ToString())]);
    }
}
