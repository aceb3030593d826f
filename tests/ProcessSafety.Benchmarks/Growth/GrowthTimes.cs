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
    private const int Passes = 1;

    /// <summary>How much dearer a unit is than in the smallest code that is compared.</summary>
    public double Factor => Microseconds[^1] / Microseconds[^2];

    public static async Task<GrowthTimes> MeasureAsync(GrowthShape shape, CancellationToken cancellationToken)
    {
        List<double> times = [];
        foreach (int size in shape.Sizes)
        {
            string[] sources = shape.Sources(size);
            int units = shape.Unit == "line" ? sources.Sum(static text => text.Count(static letter => letter == '\n')) : size;
            List<double> passes = [];
            for (int pass = 0; pass <= Passes; pass++)
            {
                CSharpCompilation compilation = Subject.Compile(sources);
                using NoCollections none = NoCollections.Begin();
                var spent = await Telemetry.OfAsync(compilation, Subject.Rules, cancellationToken).ConfigureAwait(false);
                passes.Add(spent.Values.Sum(static telemetry => telemetry.ExecutionTime.TotalMicroseconds) / units);
            }

            times.Add(passes.Skip(1).Order().ElementAt(Passes / 2));
        }

        return new GrowthTimes(shape, [.. times]);
    }
}
