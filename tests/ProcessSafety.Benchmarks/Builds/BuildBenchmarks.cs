using System.Collections.Immutable;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessSafety.Benchmarks.Builds;

/// <summary>One whole build of about 12,000 lines: all diagnostics of the compiler and of the analyzers.</summary>
public class BuildBenchmarks
{
    private string[] _sources = [];
    private CSharpCompilation? _compilation;

    [ParamsAllValues]
    public Input Input { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        _sources = GeneratedCode.Files(Input, files: 40);
        Subject.Check(Subject.Compile(_sources), expectFindings: Input != Input.Ordinary);
    }

    [IterationSetup]
    public void Compile() => _compilation = Subject.Compile(_sources);

    [Benchmark(Baseline = true)]
    public Task<ImmutableArray<Diagnostic>> Empty() => _compilation!.With(Subject.Baseline).GetAllDiagnosticsAsync();

    [Benchmark]
    public Task<ImmutableArray<Diagnostic>> Rules() => _compilation!.With(Subject.Rules).GetAllDiagnosticsAsync();
}
