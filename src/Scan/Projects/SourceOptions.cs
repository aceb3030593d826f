using System;
using System.Collections.Immutable;

namespace ProcessSafety.Scan.Projects;

/// <summary>How projects are read from their sources alone, without a restore or a build.</summary>
/// <param name="Folder">The folder of all that is asked for, absolute.</param>
internal sealed record SourceOptions(string Folder)
{
    /// <summary>The projects to read, absolute; those that they refer to are read too. Empty to read all source files as one.</summary>
    public ImmutableArray<string> ProjectFiles { get; init; } = [];

    /// <summary>Source files that are one project of their own, whatever project files say; default for none.</summary>
    public ImmutableArray<string> SourceFiles { get; init; }

    /// <summary>Preprocessor symbols that each project has besides its own.</summary>
    public ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>Properties of each project that no file changes.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders of assemblies that each project refers to besides those of its framework.</summary>
    public ImmutableArray<string> ReferenceFolders { get; init; } = [];

    /// <summary>True to compile all source files below the folder as one project.</summary>
    public bool IsFlat { get; init; }
}
