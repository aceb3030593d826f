using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using ProcessSafety.Scan.Loading;

namespace ProcessSafety.Scan.Projects;

/// <summary>The project files of a source tree, with the source files that each compiles.</summary>
internal static class SourceTree
{
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>
    /// What is below the folder. A tree without a project file is one project, and so is one that is read flat, or a list of source files.
    /// </summary>
    public static ImmutableArray<ProjectFile> Read(SourceOptions options)
    {
        if (!options.SourceFiles.IsDefault)
        {
            return [ProjectFile.Of(Whole(options.Folder), options.SourceFiles)];
        }

        List<string> sources = Find(options.Folder, "*.cs");
        List<string> projects = Find(options.Folder, "*.csproj");
        if (options.IsFlat || projects.Count == 0)
        {
            return [ProjectFile.Of(Whole(options.Folder), sources)];
        }

        HashSet<string> folders = [.. projects.Select(static p => Path.GetDirectoryName(p)!)];
        ILookup<string?, string> owned = sources.ToLookup(source => Owner(source, folders));
        return [.. projects.Select(path => ProjectFile.Read(path, options.Folder, options.Properties, folder => owned[folder]))];
    }

    /// <summary>Files below a folder, in the order of their paths; none of what a build or git writes.</summary>
    public static List<string> Find(string root, string pattern) =>
        [.. Directory.EnumerateFiles(root, pattern, Below)
            .Where(path => !IsOutput(Path.GetRelativePath(root, path)))
            .Order(StringComparer.Ordinal)];

    /// <summary>What a project file would be called that compiles all.</summary>
    private static string Whole(string folder) => Path.Combine(folder, Path.GetFileName(folder) + ".csproj");

    private static string? Owner(string source, HashSet<string> folders)
    {
        string? folder = Path.GetDirectoryName(source);
        while (folder is not null && !folders.Contains(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private static bool IsOutput(string path) =>
        path.Split('/', '\\').Any(static part => part is "bin" or "obj" or ".git");
}
