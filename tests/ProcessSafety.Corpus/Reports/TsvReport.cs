using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ProcessSafety.Corpus.Reports;

/// <summary>One finding a line: id, severity, file, line, column, message, hops.</summary>
internal static class TsvReport
{
    public static void Write(Stream stream, IReadOnlyList<Finding> findings)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        foreach (Finding finding in findings)
        {
            writer.WriteLine(string.Join(
                '\t',
                finding.Id,
                finding.Severity,
                finding.Place.Path,
                finding.Place.Line,
                finding.Place.Column,
                finding.Message,
                string.Join(' ', finding.Hops.Select(static h => $"{h.Path}:{h.Line}"))));
        }
    }
}
