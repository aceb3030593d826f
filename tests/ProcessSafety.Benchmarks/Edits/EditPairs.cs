using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace ProcessSafety.Benchmarks.Edits;

/// <summary>
/// What the rules add to one edit, in milliseconds: the same edit with either side in turn, many times. The difference within a pair
/// is small compared with what a machine changes from one minute to the next, which is why the two medians of
/// <see cref="EditBenchmarks"/> do not tell it.
/// </summary>
internal sealed record EditPairs(double Baseline, double Added, double Low, double High)
{
    private const int Pairs = 60, SlowPairs = 20;
    private const int WarmUps = 10;

    /// <summary>From how many milliseconds on an edit is slow, so that fewer pairs tell as much.</summary>
    private const double Slow = 200;

    /// <summary>Of the normal distribution, for an interval of 99 %.</summary>
    private const double Deviations = 2.576;

    public static async Task<EditPairs> MeasureAsync(TypedFile file)
    {
        List<double> differences = [];
        List<double> empties = [];
        int pairs = Pairs;
        for (int i = -WarmUps; i < pairs; i++)
        {
            bool isEmptyFirst = i % 2 == 0;
            double first = await TimeAsync(file, isEmptyFirst).ConfigureAwait(false);
            double second = await TimeAsync(file, !isEmptyFirst).ConfigureAwait(false);
            (double empty, double rules) = isEmptyFirst ? (first, second) : (second, first);
            if (i == -1)
            {
                pairs = empty > Slow ? SlowPairs : Pairs;
            }

            if (i >= 0)
            {
                differences.Add(rules - empty);
                empties.Add(empty);
            }
        }

        differences.Sort();
        empties.Sort();
        int half = (int)Math.Ceiling(Deviations * Math.Sqrt(pairs) / 2);
        return new EditPairs(
            empties[pairs / 2],
            differences[pairs / 2],
            differences[(pairs / 2) - half],
            differences[(pairs / 2) + half]);
    }

    private static async Task<double> TimeAsync(TypedFile file, bool isEmpty)
    {
        file.Type();
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        await file.LiveAsync(isEmpty ? Subject.Baseline : Subject.Rules).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
