using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;

namespace ProcessSafety.Tests.Shapes;

/// <summary>A program that the net rewrites: one file, and what stands beside it.</summary>
internal sealed record ShapeInput(string Name, string Text, ImmutableArray<string> Beside)
{
    private const string Cases = "tests/ProcessSafety.Tests/Cases";

    /// <summary>The cases, and each source of the tests of rules and fixes.</summary>
    public static IReadOnlyList<ShapeInput> All { get; } =
    [
        .. SourceTree.Files(Cases, "*.cs")
            .Select(path => new ShapeInput(path[(Cases.Length + 1)..], SourceTree.Read(path), [Repository.CaseTests.Usings])),
        .. TestInputs.All.Where(input => !input.Name.StartsWith("tests/ProcessSafety.Proofs", StringComparison.Ordinal))
            .SelectMany(FromTest)
            .DistinctBy(input => input.Text),
    ];

    public CSharpCompilation Compile(string text) => AnalyzerNet.CompileProgram([.. Beside, text]);

    private static IEnumerable<ShapeInput> FromTest(TestInput input)
    {
        ImmutableArray<string> stubs = [.. input.Sources.Where(Stubs.All.Contains)];
        return input.Sources.Where(source => !stubs.Contains(source))
            .Select((source, index) => new ShapeInput($"{input.Name[(input.Name.LastIndexOf('/') + 1)..]} [{index}]", source, stubs));
    }
}
