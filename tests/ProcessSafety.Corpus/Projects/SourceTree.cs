using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Corpus.Projects;

/// <summary>A project that can be analysed: its path relative to the analysed folder, and its compilation.</summary>
internal sealed record ProjectCompilation(string Name, Compilation Compilation);

/// <summary>The compilations of a source tree that need not build.</summary>
internal sealed record SourceTree(ImmutableArray<ProjectCompilation> Projects, int Files, long Lines, int Unowned)
{
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public static SourceTree Read(CorpusOptions options)
    {
        List<string> sources = Find(options.Folder, "*.cs");
        CompilationFactory factory = new(options, ReadProjects(options, sources));
        ImmutableArray<ProjectCompilation> projects = [.. factory.Projects
            .Where(path => options.ProjectFilter is null || path.Contains(options.ProjectFilter, StringComparison.OrdinalIgnoreCase))
            .Select(path => new ProjectCompilation(Path.GetRelativePath(options.Folder, path), factory.Compile(path)))
            .Where(static project => project.Compilation.SyntaxTrees.Any())];

        Dictionary<string, SyntaxTree> compiled = projects.SelectMany(static p => p.Compilation.SyntaxTrees)
            .Where(static t => t.FilePath.Length > 0)
            .DistinctBy(static t => t.FilePath)
            .ToDictionary(static t => t.FilePath);
        return new SourceTree(
            projects,
            compiled.Count,
            compiled.Values.Sum(static t => (long)t.GetText().Lines.Count),
            sources.Count(s => !compiled.ContainsKey(s)));
    }

    private static IEnumerable<ProjectFile> ReadProjects(CorpusOptions options, List<string> sources)
    {
        List<string> projects = Find(options.Folder, "*.csproj");
        if (options.Flat || projects.Count == 0)
        {
            return [ProjectFile.Of(Path.Combine(options.Folder, Path.GetFileName(options.Folder) + ".csproj"), sources)];
        }

        HashSet<string> folders = [.. projects.Select(static p => Path.GetDirectoryName(p)!)];
        ILookup<string?, string> owned = sources.ToLookup(source => Owner(source, folders));
        return projects.Select(path => ProjectFile.Read(path, options.Folder, options.Properties, folder => owned[folder]));
    }

    private static string? Owner(string source, HashSet<string> folders)
    {
        string? folder = Path.GetDirectoryName(source);
        while (folder is not null && !folders.Contains(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private static List<string> Find(string root, string pattern) =>
        [.. Directory.EnumerateFiles(root, pattern, Below)
            .Where(path => !IsOutput(Path.GetRelativePath(root, path)))
            .Order(StringComparer.Ordinal)];

    private static bool IsOutput(string path) =>
        path.Split('/', '\\').Any(static part => part is "bin" or "obj" or ".git");
}
