using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>
/// The package and the tool, packed once for all tests from a copy of the sources: other test projects may be using the repository's own output.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    public const string Id = "ProcessSafety.Analyzers";
    public const string Version = "0.1.0";

    private readonly TemporaryFolder _folder = new();

    public static string Repository { get; } = typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>A clean copy of the sources and samples.</summary>
    public string Sources => _folder.Combine("sources");

    /// <summary>A package source that holds nothing else.</summary>
    public string Feed => _folder.Combine("feed");

    public string PackageFile => Path.Combine(Feed, $"{Id}.{Version}.nupkg");

    /// <summary>Where the throw-away projects install the package to.</summary>
    public string InstalledPackages => _folder.Combine("packages");

    public string PackOutput { get; private set; } = "";

    public async Task InitializeAsync()
    {
        CopySources();
        ProcessOutcome packed = await BoundedProcess.DotnetAsync(Sources, packages: null, "pack", "src/Package", "-o", Feed);
        Assert.True(packed.ExitCode == 0, packed.Output);
        PackOutput = packed.Output;
        ProcessOutcome tool = await BoundedProcess.DotnetAsync(Sources, packages: null, "pack", "src/Scan", "-o", Feed);
        Assert.True(tool.ExitCode == 0, tool.Output);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private void CopySources()
    {
        string[] roots = [.. Directory.GetFiles(Repository), .. Files("src"), .. Files("samples"), .. Files("docs/rules")];
        foreach (string file in roots)
        {
            string copy = Path.Combine(Sources, Path.GetRelativePath(Repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(Sources, "artifacts", "packages"));
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

/// <summary>All tests share the one package, and run one after another: each builds.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFixture>
{
    public const string Name = "package";
}
