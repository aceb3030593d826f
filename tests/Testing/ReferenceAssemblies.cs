using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A package by name and version.</summary>
public sealed record PackageIdentity(string Id, string Version);

/// <summary>
/// The assemblies of a target framework that a test compiles against. They are looked up on this machine, never downloaded:
/// in the packs beside the running runtime, then in the restored packages; the running runtime's own assemblies stand in
/// for its framework where no pack is installed. One set of references serves every test.
/// </summary>
public sealed class ReferenceAssemblies
{
    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<MetadataReference>>> Resolved = new();

    private static readonly string DotnetRoot =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    public ReferenceAssemblies(string targetFramework, PackageIdentity? referenceAssemblyPackage, string referenceAssemblyPath)
    {
        TargetFramework = targetFramework;
        ReferenceAssemblyPackage = referenceAssemblyPackage;
        ReferenceAssemblyPath = referenceAssemblyPath;
    }

    public static ReferenceAssemblies Default => Net.Net80;

    public string TargetFramework { get; }

    public PackageIdentity? ReferenceAssemblyPackage { get; }

    /// <summary>The folder of the assemblies inside the package.</summary>
    public string ReferenceAssemblyPath { get; }

    /// <exception cref="DirectoryNotFoundException">Neither a pack nor a restored package holds the framework.</exception>
    public Task<ImmutableArray<MetadataReference>> ResolveAsync(string? language, CancellationToken cancellationToken) =>
        Task.FromResult(Resolved.GetOrAdd(TargetFramework, _ => new Lazy<ImmutableArray<MetadataReference>>(Resolve)).Value);

    private ImmutableArray<MetadataReference> Resolve()
    {
        if (ReferenceAssemblyPackage is not { } package)
            return ImmutableArray<MetadataReference>.Empty;

        IEnumerable<string> files = Folders(package).FirstOrDefault(Directory.Exists) is { } folder
            ? Directory.EnumerateFiles(folder, "*.dll")
            : RuntimeAssemblies(package);
        return files.Order(StringComparer.Ordinal).Select(file => (MetadataReference)MetadataReference.CreateFromFile(file)).ToImmutableArray();
    }

    private IEnumerable<string> RuntimeAssemblies(PackageIdentity package)
    {
        if (TargetFramework != $"net{Environment.Version.Major}.0")
        {
            throw new DirectoryNotFoundException(
                $"The reference assemblies of {TargetFramework} ({package.Id} {package.Version}) are neither a pack of this SDK nor a restored package.");
        }

        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(file => Path.GetDirectoryName(file) == runtime);
    }

    private IEnumerable<string> Folders(PackageIdentity package)
    {
        string pack = Path.Combine(DotnetRoot, "packs", package.Id);
        string version = package.Version[..package.Version.IndexOf('.')] + ".";
        if (Directory.Exists(pack))
        {
            foreach (string installed in Directory.EnumerateDirectories(pack, version + "*").OrderDescending(StringComparer.Ordinal))
                yield return Path.Combine(installed, ReferenceAssemblyPath);
        }

        foreach (AssemblyMetadataAttribute restored in typeof(ReferenceAssemblies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (restored.Key == "PackageRoot" && restored.Value is { } root)
                yield return Path.Combine(root, package.Id.ToLowerInvariant(), package.Version, ReferenceAssemblyPath);
        }
    }

    public static class Net
    {
        public static ReferenceAssemblies Net80 { get; } = Framework("net8.0", "8.0.0");

        public static ReferenceAssemblies Net100 { get; } = Framework("net10.0", "10.0.0");

        private static ReferenceAssemblies Framework(string name, string version) =>
            new(name, new PackageIdentity("Microsoft.NETCore.App.Ref", version), Path.Combine("ref", name));
    }
}
