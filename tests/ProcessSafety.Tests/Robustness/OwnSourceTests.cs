using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>The repository's own source holds no crash, and no hazard either.</summary>
public sealed class OwnSourceTests
{
    /// <summary>All of src and tests but the proofs and the collected programs, which are hazards on purpose.</summary>
    public static TheoryData<string> Folders =>
    [
        .. SourceTree.Files("src", "*.cs").Concat(SourceTree.Files("tests", "*.cs"))
            .Select(path => string.Join('/', path.Split('/').Take(2)))
            .Distinct()
            .Where(folder => folder != "tests/ProcessSafety.Proofs"),
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Source_IsSilent(string folder)
    {
        CSharpCompilation compilation = Load(folder);

        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(compilation);

        Assert.NotEmpty(compilation.SyntaxTrees);
        Assert.Empty(found);
    }

    private static CSharpCompilation Load(string folder) => CSharpCompilation.Create(
        "OwnSource",
        SourceTree.Files(folder, "*.cs")
            .Where(path => !path.Contains("/Cases/", StringComparison.Ordinal))
            .Select(path => AnalyzerNet.Parse(SourceTree.Read(path), path)),
        HostReferences.TestProcess,
        AnalyzerNet.Options(OutputKind.DynamicallyLinkedLibrary));
}
