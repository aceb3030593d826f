using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Scan.Projects;

/// <summary>
/// The reference assemblies of the installed .NET and ASP.NET Core; where their packs are missing, the runtime's own assemblies.
/// </summary>
internal static class FrameworkReferences
{
    private static readonly string[] Frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"];

    public static ImmutableArray<MetadataReference> Load(IEnumerable<string> moreFolders) =>
        [.. Files(Frameworks.SelectMany(static f => Folder(f)).Concat(moreFolders))];

    private static IEnumerable<MetadataReference> Files(IEnumerable<string> folders) => folders
        .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        .Where(static file => IsManaged(file))
        .DistinctBy(static file => Path.GetFileName(file), StringComparer.OrdinalIgnoreCase)
        .Select(static file => MetadataReference.CreateFromFile(file));

    /// <summary>
    /// The reference assemblies of .NET Framework 4.8, from the folder of packages or from where Visual Studio puts them; none where they
    /// are missing.
    /// </summary>
    public static ImmutableArray<MetadataReference> LoadFramework(IEnumerable<string> moreFolders) =>
        FrameworkFolders().FirstOrDefault(Directory.Exists) is { } folder
            ? [.. Files([folder, Path.Combine(folder, "Facades"), .. moreFolders])]
            : [];

    private static IEnumerable<string> FrameworkFolders()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string package = Path.Combine(packages, "microsoft.netframework.referenceassemblies.net48");
        IEnumerable<string> versions = Directory.Exists(package) ? Directory.EnumerateDirectories(package).OrderDescending() : [];
        return versions.Select(static version => Path.Combine(version, "build", ".NETFramework", "v4.8"))
            .Append(Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86),
                "Reference Assemblies",
                "Microsoft",
                "Framework",
                ".NETFramework",
                "v4.8"));
    }

    private static IEnumerable<string> Folder(string framework)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string version = Path.GetFileName(runtime);
        string pack = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", framework + ".Ref"));
        string? packVersion = Directory.Exists(pack)
            ? Directory.EnumerateDirectories(pack)
                .OrderByDescending(static p => Version.TryParse(Path.GetFileName(p), out Version? v) ? v : new Version())
                .FirstOrDefault()
            : null;
        if (packVersion is not null)
        {
            return Directory.EnumerateDirectories(Path.Combine(packVersion, "ref")).Take(1);
        }

        string shared = Path.GetFullPath(Path.Combine(runtime, "..", "..", framework, version));
        return Directory.Exists(shared) ? [shared] : [];
    }

    private static bool IsManaged(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using PEReader reader = new(stream);
        try
        {
            return reader.HasMetadata && reader.GetMetadataReader().IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
