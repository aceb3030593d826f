using System.Collections.Immutable;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessSafety.Benchmarks.Builds;

/// <summary>One file with 200 starts of processes: all diagnostics of the compiler and of the analyzers.</summary>
public class ProcessBenchmarks
{
    private string _source = "";
    private CSharpCompilation? _compilation;

    [GlobalSetup]
    public void Generate()
    {
        _source = GeneratedCode.ProcessStarts(200);
        Subject.Check(Subject.Compile([_source]), expectFindings: true);
    }

    [IterationSetup]
    public void Compile() => _compilation = Subject.Compile([_source]);

    [Benchmark(Baseline = true)]
    public Task<ImmutableArray<Diagnostic>> Empty() => _compilation!.With(Subject.Baseline).GetAllDiagnosticsAsync();

    [Benchmark]
    public Task<ImmutableArray<Diagnostic>> Rules() => _compilation!.With(Subject.Rules).GetAllDiagnosticsAsync();
}
