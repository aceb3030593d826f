using System.Collections.Concurrent;
using System.IO;
using Microsoft.CodeAnalysis;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests;

/// <summary>Stubs without their source, as programs see a library: no rule looks into its members.</summary>
internal static class StubLibrary
{
    private static readonly ConcurrentDictionary<string, MetadataReference> Libraries = new();

    public static MetadataReference Of(string source) => Libraries.GetOrAdd(source, static source =>
    {
        MemoryStream image = new();
        Assert.True(AnalyzerNet.Compile(source).WithAssemblyName("Library").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    });
}
