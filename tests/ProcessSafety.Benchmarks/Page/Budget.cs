using System;
using System.Collections.Generic;
using System.Globalization;

namespace ProcessSafety.Benchmarks.Page;

/// <summary>What was measured, and what it may be.</summary>
internal static class Budget
{
    /// <summary>Writes one line for each limit, and tells how many are missed.</summary>
    public static int Check(Measurements measured)
    {
        int missed = 0;
        foreach ((string name, double value, double limit, string unit) in Lines(measured))
        {
            bool isKept = value <= limit;
            missed += isKept ? 0 : 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(isKept ? "kept  " : "MISSED")} {value,8:F2} of {limit:0.##} {unit}  {name}"));
        }

        return missed;
    }

    private static IEnumerable<(string Name, double Value, double Limit, string Unit)> Lines(Measurements measured)
    {
        foreach (OwnTime.OwnTimeTable table in measured.Own)
        {
            yield return ($"{table.Tree}: all rules", table.All.Percent, Measurements.OwnLimit, "%");
            foreach (OwnTime.OwnTimeRow row in table.Rows)
            {
                if (!row.IsShared && row.Percent > Measurements.RowLimit / 2)
                {
                    yield return ($"{table.Tree}: {row.Name}", row.Percent, Measurements.RowLimit, "%");
                }
            }
        }

        foreach (EditRow edit in measured.Edits)
        {
            yield return ($"one key: {edit.Name}", edit.Pairs.Added, edit.Limit, "ms");
        }

        foreach (Growth.GrowthTimes growth in measured.Growth)
        {
            yield return ($"growth: {growth.Shape.Name}", growth.Factor, Measurements.GrowthLimit, "times");
        }

        if (measured.LongestCancellation is { } cancellation)
        {
            yield return ("cancellation", cancellation.Rules, Measurements.CancellationLimit, "ms");
        }
    }
}
