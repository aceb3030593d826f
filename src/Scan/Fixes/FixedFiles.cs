using System.Collections.Immutable;
using System.IO;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Scan.Reports;

namespace ProcessSafety.Scan.Fixes;

/// <summary>A fix that was applied, to one place or to all in a project.</summary>
internal sealed record AppliedFix(string Id, string Title);

/// <summary>What fixes make of the files of a solution.</summary>
/// <param name="Applied">The fixes, each title once.</param>
/// <param name="Changes">What they change, for a reader.</param>
/// <param name="Texts">The new texts by absolute path.</param>
internal sealed record FixedFiles(
    ImmutableArray<AppliedFix> Applied,
    ImmutableArray<FileChange> Changes,
    ImmutableSortedDictionary<string, SourceText> Texts)
{
    /// <summary>Writes each file in its own encoding.</summary>
    public void Write()
    {
        foreach ((string path, SourceText text) in Texts)
        {
            OutputFile.Write(path, stream =>
            {
                Encoding encoding = text.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
                using StreamWriter writer = new(stream, encoding, leaveOpen: true);
                text.Write(writer);
            });
        }
    }
}
