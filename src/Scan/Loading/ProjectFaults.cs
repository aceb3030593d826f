using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace ProcessSafety.Scan.Loading;

/// <summary>Finds project files that nothing can load: one of them would keep a whole solution from being restored.</summary>
internal static class ProjectFaults
{
    /// <summary>The input without them, and what is wrong with each.</summary>
    public static (ScanInput Sound, ImmutableArray<LoadFailure> Failures) Split(ScanInput input)
    {
        ImmutableArray<(string Path, string Fault)> faults = [.. input.ProjectFiles
            .Select(static path => (path, FaultOf(path)))
            .Where(static read => read.Item2 is not null)
            .Select(static read => (read.path, read.Item2!))];
        return faults.IsEmpty
            ? (input, [])
            : (
                input with { Solution = null, ProjectFiles = [.. input.ProjectFiles.Except(faults.Select(static read => read.Path))] },
                [.. faults.Select(read => new LoadFailure(Path.GetRelativePath(input.Root, read.Path).Replace('\\', '/'), read.Fault))]);
    }

    private static string? FaultOf(string path)
    {
        try
        {
            return XDocument.Load(path).Root?.Name.LocalName == "Project" ? null : "it is no project file";
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
