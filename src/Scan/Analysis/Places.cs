using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Scan.Analysis;

/// <summary>Places of the compiler's locations.</summary>
internal static class Places
{
    public static Place Of(Location location, string root)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return Of(span.Path, span.Span, root);
    }

    public static Place Of(string path, LinePositionSpan span, string root) => new(
        Path.GetRelativePath(root, path).Replace('\\', '/'),
        span.Start.Line + 1,
        span.Start.Character + 1,
        span.End.Line + 1,
        span.End.Character + 1);
}
