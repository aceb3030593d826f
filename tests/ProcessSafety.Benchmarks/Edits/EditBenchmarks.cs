using System.Collections.Immutable;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Benchmarks.Edits;

/// <summary>
/// One character typed into a file of 5,000 lines among other files, then the live diagnostics of that file, as an editor asks for them.
/// </summary>
public class EditBenchmarks
{
    private const int WarmUps = 20;

    private TypedFile? _file;

    [ParamsAllValues]
    public Input Input { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        _file = TypedFile.Large(Input);

        // Both sides, so that the one that is measured first does not pay for the code that both use.
        for (int i = 0; i < WarmUps; i++)
        {
            Type();
            Empty().GetAwaiter().GetResult();
            Type();
            Rules().GetAwaiter().GetResult();
        }
    }

    [IterationSetup]
    public void Type() => _file!.Type();

    [Benchmark(Baseline = true)]
    public Task<ImmutableArray<Diagnostic>> Empty() => _file!.LiveAsync(Subject.Baseline);

    [Benchmark]
    public Task<ImmutableArray<Diagnostic>> Rules() => _file!.LiveAsync(Subject.Rules);
}
