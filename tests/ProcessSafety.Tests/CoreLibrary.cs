using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests;

/// <summary>A core library of a few types, under the name by which rules know the runtime that it belongs to.</summary>
internal static class CoreLibrary
{
    public const string NetFramework = "mscorlib";

    public const string Net = "System.Private.CoreLib";

    public static MetadataReference Compile(string name, string source)
    {
        CSharpCompilation core = CSharpCompilation.Create(
            name,
            [AnalyzerNet.Parse(source, "Core.cs")],
            options: AnalyzerNet.Options(OutputKind.DynamicallyLinkedLibrary));
        MemoryStream image = new();
        Assert.Empty(core.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
