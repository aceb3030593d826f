using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProcessSafety.Scan.Analysis;

namespace ProcessSafety.Scan.Reports;

/// <summary>One finding a line: id, level, file, line, column, message, places of the path.</summary>
internal static class TsvReport
{
    public static void Write(TextWriter writer, IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            writer.Write(string.Join(
                '\t',
                finding.Id,
                finding.Severity,
                finding.Place.Path,
                finding.Place.Line,
                finding.Place.Column,
                finding.Message,
                string.Join(' ', finding.Hops.Select(static hop => $"{hop.Place.Path}:{hop.Place.Line}"))));
            writer.Write('\n');
        }
    }
}
