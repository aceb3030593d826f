using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>A compiler loads what Roslyn 4.5 offers it; an assembly that asks for more does not load there.</summary>
[Collection(BuildCollection.Name)]
public sealed class PackedAssemblyTests(PackageFixture package)
{
    private static readonly IReadOnlyDictionary<string, Version> Floor = new Dictionary<string, Version>
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 5, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 5, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 5, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 5, 0, 0),
        ["System.Collections.Immutable"] = new(6, 0, 0, 0),
        ["System.Reflection.Metadata"] = new(6, 0, 0, 0),
        // The versions that the assemblies of Roslyn 4.5 themselves ask for.
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
        ["System.Composition.AttributedModel"] = new(6, 0, 0, 0),
    };

    [Theory]
    [InlineData("ProcessSafety.Analyzers", false)]
    [InlineData("ProcessSafety.CodeFixes", true)]
    public void ReferencesNothingNewerThanTheFloor(string name, bool mayUseWorkspaces)
    {
        using PEReader assembly = Open(name);
        MetadataReader metadata = assembly.GetMetadataReader();
        AssemblyName[] references =
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];

        Assert.Contains(references, static reference => reference.Name == "Microsoft.CodeAnalysis");
        Assert.All(references.Where(static reference => reference.Name != "ProcessSafety.Analyzers"), static reference =>
        {
            Assert.True(Floor.TryGetValue(reference.Name!, out Version? offered), $"{reference} is no part of a compiler.");
            Assert.True(reference.Version <= offered, $"{reference} is newer than {offered}.");
        });
        if (!mayUseWorkspaces)
        {
            Assert.DoesNotContain(references, static reference => reference.Name!.EndsWith("Workspaces", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("ProcessSafety.Analyzers")]
    [InlineData("ProcessSafety.CodeFixes")]
    public void IsDeterministicAndCarriesItsSymbols(string name)
    {
        using PEReader assembly = Open(name);
        DebugDirectoryEntry[] entries = [.. assembly.ReadDebugDirectory()];
        Assert.Contains(entries, static entry => entry.Type == DebugDirectoryEntryType.Reproducible);

        DebugDirectoryEntry symbols = Assert.Single(entries, static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        MetadataReader reader = provider.GetMetadataReader();
        string[] documents = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        Assert.NotEmpty(documents);
        Assert.All(documents, static document => Assert.StartsWith("/src/", document));
    }

    [Fact]
    public void VersionIsThePackages()
    {
        using PEReader assembly = Open("ProcessSafety.Analyzers");
        MetadataReader metadata = assembly.GetMetadataReader();
        Assert.Equal(Version.Parse(PackageFixture.Version + ".0"), metadata.GetAssemblyDefinition().Version);
    }

    private PEReader Open(string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(package.PackageFile);
        using Stream entry = zip.GetEntry($"analyzers/dotnet/roslyn4.5/cs/{name}.dll")!.Open();
        MemoryStream content = new();
        entry.CopyTo(content);
        content.Position = 0;
        return new PEReader(content);
    }
}
