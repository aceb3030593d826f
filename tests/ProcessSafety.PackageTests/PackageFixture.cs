using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>
/// The package and the tool, packed once for all tests from a copy of the sources: other test projects may be using the repository's own
/// output. The collections of tests run at the same time and share what the first of them packs; the last one deletes it.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    public const string Id = "ProcessSafety.Analyzers";
    public const string Version = "0.1.0";

    private static readonly Lock s_gate = new();
    private static Packed? s_packed;
    private static int s_users;

    private readonly Packed _packed;

    public PackageFixture()
    {
        lock (s_gate)
        {
            s_users++;
            _packed = s_packed ??= new Packed();
        }
    }

    public static string Repository { get; } = typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>A clean copy of the sources and samples. Tests that build in it belong to <see cref="SourcesCollection"/>.</summary>
    public string Sources => _packed.Sources;

    /// <summary>A package source that holds nothing else.</summary>
    public string Feed => _packed.Feed;

    public string PackageFile => Path.Combine(Feed, $"{Id}.{Version}.nupkg");

    /// <summary>Where the throw-away projects install the package to.</summary>
    public string InstalledPackages => _packed.Folder.Combine("packages");

    public string PackOutput { get; private set; } = "";

    public async Task InitializeAsync() => PackOutput = await _packed.Output.Value;

    public Task DisposeAsync()
    {
        lock (s_gate)
        {
            if (--s_users == 0)
            {
                s_packed = null;
                _packed.Folder.Dispose();
            }
        }

        return Task.CompletedTask;
    }

    private sealed class Packed
    {
        public Packed() => Output = new Lazy<Task<string>>(PackAsync);

        public TemporaryFolder Folder { get; } = new();

        public string Sources => Folder.Combine("sources");

        public string Feed => Folder.Combine("feed");

        /// <summary>What the build of the package prints.</summary>
        public Lazy<Task<string>> Output { get; }

        private async Task<string> PackAsync()
        {
            CopySources(Sources);
            ProcessOutcome package = await BoundedProcess.DotnetAsync(Sources, packages: null, "pack", "src/Package", "-o", Feed);
            Assert.True(package.ExitCode == 0, package.Output);
            ProcessOutcome tool = await BoundedProcess.DotnetAsync(Sources, packages: null, "pack", "src/Scan", "-o", Feed);
            Assert.True(tool.ExitCode == 0, tool.Output);
            return package.Output;
        }
    }

    private static void CopySources(string folder)
    {
        string[] roots = [.. Directory.GetFiles(Repository), .. Files("src"), .. Files("samples"), .. Files("docs/rules")];
        foreach (string file in roots)
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(Repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(folder, "artifacts", "packages"));
    }

    private static string[] Files(string folder)
    {
        // A name that begins with a dot, such as .editorconfig, counts as hidden.
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        return
        [
            .. Directory.GetFiles(Path.Combine(Repository, folder), "*", options)
                .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj")),
        ];
    }
}

/// <summary>Tests that build in the copy of the sources, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SourcesCollection : ICollectionFixture<PackageFixture>
{
    public const string Name = "sources";
}

/// <summary>Tests of what dotnet format makes of a program that has the package.</summary>
[CollectionDefinition(Name)]
public sealed class FormatCollection : ICollectionFixture<PackageFixture>
{
    public const string Name = "format";
}

/// <summary>Tests of what the package holds, and of what a build with it prints.</summary>
[CollectionDefinition(Name)]
public sealed class BuildCollection : ICollectionFixture<PackageFixture>
{
    public const string Name = "build";
}
