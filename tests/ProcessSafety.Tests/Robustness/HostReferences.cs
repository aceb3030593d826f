using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Metadata references, read once for the whole run.</summary>
internal static class HostReferences
{
    /// <summary>The reference assemblies of the framework that the tests run on.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } =
        [.. Directory.EnumerateFiles(ReferencePack(), "*.dll").Select(Load).WithoutFacades()];

    /// <summary>Everything that the test process itself was started with, apart from this repository's own assemblies.</summary>
    public static ImmutableArray<MetadataReference> TestProcess { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ProcessSafety.", StringComparison.Ordinal))
            .Select(Load)];

    public static ImmutableArray<MetadataReference> FrameworkWithout(params string[] assemblies) =>
        [.. Framework.Where(reference => !assemblies.Contains(Path.GetFileNameWithoutExtension(reference.Display)))];

    private static MetadataReference Load(string path) => MetadataReference.CreateFromFile(path);

    private static string ReferencePack()
    {
        string shared = RuntimeEnvironment.GetRuntimeDirectory();
        string packs = Path.GetFullPath(Path.Combine(shared, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        string framework = $"net{Environment.Version.Major}.0";
        return Directory.EnumerateDirectories(packs, $"{Environment.Version.Major}.*")
            .Select(version => Path.Combine(version, "ref", framework))
            .Last(Directory.Exists);
    }
}
