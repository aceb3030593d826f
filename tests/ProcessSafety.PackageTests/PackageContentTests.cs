using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace ProcessSafety.PackageTests;

[Collection(BuildCollection.Name)]
public sealed class PackageContentTests(PackageFixture package)
{
    [Fact]
    public void PackageHoldsExactly()
    {
        using ZipArchive zip = ZipFile.OpenRead(package.PackageFile);

        string[] expected =
        [
            "ProcessSafety.Analyzers.nuspec",
            "README.md",
            "[Content_Types].xml",
            "_rels/.rels",
            "analyzers/dotnet/roslyn4.5/cs/ProcessSafety.Analyzers.dll",
            "analyzers/dotnet/roslyn4.5/cs/ProcessSafety.CodeFixes.dll",
            "build/ProcessSafety.Analyzers.props",
            "build/ProcessSafety.Analyzers.targets",
            "buildTransitive/ProcessSafety.Analyzers.props",
            "buildTransitive/ProcessSafety.Analyzers.targets",
            "icon.png",
            "package/services/metadata/core-properties/nuget.psmdcp",
            "presets/all.globalconfig",
            "presets/audit.globalconfig",
            "presets/minimum.globalconfig",
            "presets/none.globalconfig",
            "presets/recommended.globalconfig",
            "presets/strict.globalconfig",
            "tools/install.ps1",
            "tools/uninstall.ps1",
        ];
        Assert.Equal(expected, zip.Entries.Select(static entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(zip.Entries, static entry => Assert.True(entry.Length > 0, entry.FullName));
    }

    [Fact]
    public void PackingWarnsOfNothing() => Assert.DoesNotContain("warning NU5", package.PackOutput);

    [Fact]
    public void MetadataIsComplete()
    {
        XElement metadata = Metadata();

        Assert.Equal(PackageFixture.Id, Value(metadata, "id"));
        Assert.Equal(PackageFixture.Version, Value(metadata, "version"));
        Assert.Equal("true", Value(metadata, "developmentDependency"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("icon.png", Value(metadata, "icon"));
        Assert.Null(Value(metadata, "dependencies"));
    }

    [Fact]
    public void ReadmeLinksToPagesThatExist()
    {
        const string Root = "https://github.com/ProcessSafety/ProcessSafety.Analyzers/blob/main/";

        using ZipArchive zip = ZipFile.OpenRead(package.PackageFile);
        using StreamReader reader = new(zip.GetEntry("README.md")!.Open());
        string[] links = [.. reader.ReadToEnd().Split('(', ')').Where(static part => part.StartsWith(Root, StringComparison.Ordinal))];

        Assert.NotEmpty(links);
        Assert.All(links, static link => Assert.True(File.Exists(Path.Combine(PackageFixture.Repository, link[Root.Length..])), link));
    }

    private XElement Metadata()
    {
        using ZipArchive zip = ZipFile.OpenRead(package.PackageFile);
        using Stream nuspec = zip.GetEntry($"{PackageFixture.Id}.nuspec")!.Open();
        XElement root = XDocument.Load(nuspec).Root!;
        return root.Element(root.Name.Namespace + "metadata")!;
    }

    private static string? Value(XElement metadata, string name) => metadata.Element(metadata.Name.Namespace + name)?.Value;
}
