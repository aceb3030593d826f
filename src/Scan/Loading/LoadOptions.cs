using System.IO;
using System.Linq;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Scan.Loading;

/// <summary>How projects are loaded.</summary>
/// <param name="IsSourceOnly">True to read project files without MSBuild, restored or not.</param>
/// <param name="Restores">True to restore packages first.</param>
/// <param name="Preset">The preset for all projects; null for what each says.</param>
/// <param name="ProjectFilter">Only projects whose path contains this text; null for all.</param>
/// <param name="Shard">The part of the projects to scan.</param>
/// <param name="Sources">How sources are read without MSBuild.</param>
internal sealed record LoadOptions(
    bool IsSourceOnly,
    bool Restores,
    string? Preset,
    string? ProjectFilter,
    Shard Shard,
    SourceOptions Sources)
{
    /// <summary>All projects of a folder as their files are.</summary>
    public static LoadOptions OfSources(string folder) =>
        new(IsSourceOnly: true, Restores: false, Preset: null, ProjectFilter: null, Shard.Whole, new SourceOptions(folder));

    /// <summary>The input without the projects that are not asked for.</summary>
    public ScanInput Select(ScanInput input)
    {
        bool Contains(string path) =>
            ProjectFilter is null
            || Path.GetRelativePath(input.Root, path).Contains(ProjectFilter, System.StringComparison.OrdinalIgnoreCase);

        return input with { ProjectFiles = Shard.Of([.. input.ProjectFiles.Where(Contains)]) };
    }

    public SourceOptions SourcesOf(ScanInput input) => Sources with
    {
        Folder = input.Folder,
        ProjectFiles = input.ProjectFiles,
        SourceFiles = input.SourceFiles.IsEmpty ? default : input.SourceFiles,
    };
}
