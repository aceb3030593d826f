using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using Microsoft.VisualStudio.SolutionPersistence;
using Microsoft.VisualStudio.SolutionPersistence.Model;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Scan.Loading;

/// <summary>What the paths of a command line mean.</summary>
/// <param name="Root">The folder that paths in reports start at: that of the repository, or else the one that was named.</param>
/// <param name="Folder">The folder that has everything that is scanned.</param>
/// <param name="Solution">The solution file; null for none.</param>
/// <param name="ProjectFiles">The C# projects, in order; empty for source files.</param>
/// <param name="SourceFiles">Source files that are scanned without a project; empty for projects.</param>
internal sealed record ScanInput(
    string Root,
    string Folder,
    string? Solution,
    ImmutableArray<string> ProjectFiles,
    ImmutableArray<string> SourceFiles)
{
    private static readonly string[] SolutionEndings = [".sln", ".slnx", ".slnf"];

    /// <summary>Finds out what <paramref name="paths"/> name: a solution, projects, folders, source files or patterns of them.</summary>
    /// <exception cref="ScanException">A path does not exist, or there is nothing to scan in it.</exception>
    public static async Task<ScanInput> ResolveAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        string[] named = [.. paths.DefaultIfEmpty(".")];
        if (named.All(IsSourcePattern))
        {
            return OfSources(named);
        }

        if (named is [string one] && SolutionOf(one) is { } solution)
        {
            return Of(Path.GetDirectoryName(solution)!, solution, await ProjectsOfAsync(solution, cancellationToken).ConfigureAwait(false));
        }

        ImmutableArray<string> projects = [.. named.SelectMany(ProjectsAt).Distinct().Order(StringComparer.Ordinal)];
        string[] folders = [.. named.Select(static path => Full(Directory.Exists(path) ? path : Path.GetDirectoryName(Full(path))!))];
        string folder = folders.Aggregate(Common);
        return projects.IsEmpty
            ? OfSources([.. folders.SelectMany(static at => SourceTree.Find(at, "*.cs"))]) with { Folder = folder }
            : Of(folder, solution: null, projects);
    }

    private static ScanInput Of(string folder, string? solution, ImmutableArray<string> projects)
    {
        // A project that is referred to may lie outside of the folder, and so may the files that a project imports.
        string whole = projects.Select(static project => Path.GetDirectoryName(project)!).Aggregate(folder, Common);
        return new ScanInput(RootOf(whole), whole, solution, projects, []);
    }

    private static ScanInput OfSources(string[] patterns)
    {
        string here = Directory.GetCurrentDirectory();
        ImmutableArray<string> files = [.. patterns.SelectMany(pattern => Glob.Expand(here, pattern))
            .Where(static file => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        if (files.IsEmpty)
        {
            throw new ScanException(patterns is [string one]
                ? $"'{one}' names no C# file. Name a solution, a project, a folder, or a pattern such as \"src/**/*.cs\"."
                : "There is no C# file here. Name a solution, a project, a folder, or a pattern such as \"src/**/*.cs\".");
        }

        string folder = files.Select(static file => Path.GetDirectoryName(file)!).Aggregate(Common);
        return new ScanInput(RootOf(folder), folder, Solution: null, [], files);
    }

    private static bool IsSourcePattern(string path) =>
        path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || (path.AsSpan().ContainsAny('*', '?') && !Directory.Exists(path));

    /// <summary>The solution that a path names, or the only one in the folder that it names.</summary>
    private static string? SolutionOf(string path)
    {
        if (Directory.Exists(path))
        {
            string[] inside = [.. Directory.EnumerateFiles(path, "*.sln*").Where(static file => IsSolution(file) && !IsFilter(file))];
            return inside is [string only] ? Full(only) : null;
        }

        return IsSolution(path) && File.Exists(path) ? Full(path) : null;
    }

    private static bool IsSolution(string path) => SolutionEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsFilter(string path) => path.EndsWith(".slnf", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> ProjectsAt(string path)
    {
        if (Directory.Exists(path))
        {
            return SourceTree.Find(Full(path), "*.csproj");
        }

        if (!File.Exists(path))
        {
            throw new ScanException($"'{path}' does not exist.");
        }

        return path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            ? [Full(path)]
            : throw new ScanException($"'{path}' is no solution, C# project, folder or C# file.");
    }

    private static async Task<ImmutableArray<string>> ProjectsOfAsync(string solution, CancellationToken cancellationToken)
    {
        ISolutionSerializer? serializer = IsFilter(solution)
            ? null
            : SolutionSerializers.GetSerializerByMoniker(solution);
        try
        {
            IEnumerable<string> projects = serializer is null
                ? SolutionFilter.Read(solution)
                : (await serializer.OpenAsync(solution, cancellationToken).ConfigureAwait(false)).SolutionProjects
                    .Select(static project => project.FilePath);
            string folder = Path.GetDirectoryName(solution)!;
            return [.. projects.Where(static path => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                .Select(path => Path.GetFullPath(Path.Combine(folder, path.Replace('\\', '/'))))
                .Distinct()
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is SolutionException or XmlException or JsonException or IOException)
        {
            throw new ScanException($"'{solution}' cannot be read: {error.Message}");
        }
    }

    /// <summary>The nearest folder above that git knows, or else the folder itself.</summary>
    private static string RootOf(string folder)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            string git = Path.Combine(at, ".git");
            if (Directory.Exists(git) || File.Exists(git))
            {
                return at;
            }
        }

        return folder;
    }

    private static string Common(string left, string right)
    {
        string at = left;
        while (!IsAtOrBelow(right, at))
        {
            at = Path.GetDirectoryName(at) ?? throw new ScanException($"'{left}' and '{right}' have no folder in common.");
        }

        return at;
    }

    private static bool IsAtOrBelow(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        return !Path.IsPathRooted(relative) && relative.Split('/', '\\')[0] != "..";
    }

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
