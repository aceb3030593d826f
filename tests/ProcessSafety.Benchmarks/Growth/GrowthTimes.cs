using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Benchmarks.OwnTime;

namespace ProcessSafety.Benchmarks.Growth;

/// <summary>The own time of all rules on code of one kind that grows, in microseconds for each unit.</summary>
internal sealed record GrowthTimes(GrowthShape Shape, ImmutableArray<double> Microseconds)
{
    /// <summary>How much more a unit costs in the largest code than in the one before it.</summary>
    public double Factor => Microseconds[^1] / Microseconds[^2];

    public static async Task<GrowthTimes> MeasureAsync(GrowthShape shape, CancellationToken cancellationToken)
    {
        List<double> times = [];
        foreach (int size in shape.Sizes)
        {
            string[] sources = shape.Sources(size);
            int units = shape.Unit == "line" ? sources.Sum(static text => text.Count(static letter => letter == '\n')) : size;
            if (times.Count == 0)
            {
                // The first run pays for the just-in-time compiler.
                await RunAsync(sources, cancellationToken).ConfigureAwait(false);
            }

            times.Add(await RunAsync(sources, cancellationToken).ConfigureAwait(false) / units);
        }

        return new GrowthTimes(shape, [.. times]);
    }

    /// <summary>The own time of all rules, in microseconds.</summary>
    private static async Task<double> RunAsync(string[] sources, CancellationToken cancellationToken)
    {
        CSharpCompilation compilation = Subject.Compile(sources);
        using NoCollections none = NoCollections.Begin();
        var spent = await Telemetry.OfAsync(compilation, Subject.Rules, cancellationToken).ConfigureAwait(false);
        return spent.Values.Sum(static telemetry => telemetry.ExecutionTime.TotalMicroseconds);
    }
}
