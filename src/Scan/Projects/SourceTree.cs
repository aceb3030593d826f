using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

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
    /// The projects that are asked for, and those that they refer to. A tree without a project is one, and so is one that is read flat,
    /// or a list of source files.
    /// </summary>
    public static ImmutableArray<ProjectFile> Read(SourceOptions options)
    {
        if (!options.SourceFiles.IsDefault)
        {
            return [ProjectFile.Of(Whole(options.Folder), options.SourceFiles)];
        }

        if (options.IsFlat || options.ProjectFiles.IsEmpty)
        {
            return [ProjectFile.Of(Whole(options.Folder), Find(options.Folder, "*.cs"))];
        }

        SortedDictionary<string, ProjectFile> projects = new(StringComparer.Ordinal);
        Stack<string> open = new(options.ProjectFiles);
        while (open.TryPop(out string? path))
        {
            if (projects.ContainsKey(path))
            {
                continue;
            }

            ProjectFile project = ProjectFile.Read(path, options.Properties, SourcesOf);
            projects.Add(path, project);
            foreach (string reference in project.References.Where(IsProject))
            {
                open.Push(reference);
            }
        }

        return [.. projects.Values];
    }

    /// <summary>Files below a folder, in the order of their paths; none of what a build or git writes.</summary>
    public static List<string> Find(string root, string pattern) =>
        [.. Directory.EnumerateFiles(root, pattern, Below)
            .Where(path => !IsOutput(Path.GetRelativePath(root, path)))
            .Order(StringComparer.Ordinal)];

    /// <summary>What a project file would be called that compiles all.</summary>
    private static string Whole(string folder) => Path.Combine(folder, Path.GetFileName(folder) + ".csproj");

    /// <summary>The source files below the folder of a project that are in no folder of another one.</summary>
    private static IEnumerable<string> SourcesOf(string folder)
    {
        string[] nested = [.. Find(folder, "*.csproj")
            .Select(static project => Path.GetDirectoryName(project)! + Path.DirectorySeparatorChar)
            .Where(other => other.Length > folder.Length + 1)
            .Distinct()];
        return Find(folder, "*.cs").Where(source => !nested.Any(other => source.StartsWith(other, StringComparison.Ordinal)));
    }

    private static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    private static bool IsOutput(string path) =>
        path.Split('/', '\\').Any(static part => part is "bin" or "obj" or ".git");
}
