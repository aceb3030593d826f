using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace ProcessSafety.Benchmarks;

/// <summary>
/// What the rules add to one edit, in milliseconds: the same edit with either side in turn, many times. The difference within a pair
/// is small beside what a machine changes from one minute to the next, which is why the two medians of
/// <see cref="EditBenchmarks"/> do not tell it.
/// </summary>
internal static class EditPairs
{
    private const int Pairs = 200;

    /// <summary>Of the normal distribution, for an interval of 99 %.</summary>
    private const double Deviations = 2.576;

    public static async Task WriteAsync(Input input)
    {
        EditBenchmarks edit = new() { Input = input };
        edit.Generate();
        List<double> differences = [];
        List<double> empties = [];
        for (int i = 0; i < Pairs; i++)
        {
            bool isEmptyFirst = i % 2 == 0;
            double first = await TimeAsync(edit, isEmptyFirst).ConfigureAwait(false);
            double second = await TimeAsync(edit, !isEmptyFirst).ConfigureAwait(false);
            (double empty, double rules) = isEmptyFirst ? (first, second) : (second, first);
            differences.Add(rules - empty);
            empties.Add(empty);
        }

        differences.Sort();
        empties.Sort();
        int half = (int)Math.Ceiling(Deviations * Math.Sqrt(Pairs) / 2);
        Console.WriteLine(
            $"{input}: baseline {empties[Pairs / 2]:0.0} ms, the rules add {differences[Pairs / 2]:0.0} ms (median of {Pairs} pairs; "
                + $"between {differences[(Pairs / 2) - half]:0.0} and {differences[(Pairs / 2) + half]:0.0} with 99 %)");
    }

    private static async Task<double> TimeAsync(EditBenchmarks edit, bool isEmpty)
    {
        edit.Type();
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        await (isEmpty ? edit.Empty() : edit.Rules()).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
