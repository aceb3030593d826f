using System;
using System.Collections.Generic;
using System.Linq;

namespace ProcessSafety.Analyzers.Configuration;

/// <summary>What a name that does not exist was probably meant to be.</summary>
internal static class NearName
{
    /// <summary>The name from which fewest letters differ; null when more than a third do.</summary>
    public static string? Of(string written, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name)))
        .Where(near => near.Distance * 3 <= Math.Max(written.Length, near.Name.Length))
        .OrderBy(static near => near.Distance)
        .ThenBy(static near => near.Name, StringComparer.Ordinal)
        .Select(static near => near.Name)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance: how many letters have to be added, left out or replaced.</summary>
    private static int Distance(string from, string to)
    {
        int[] before = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 0; i < from.Length; i++)
        {
            int[] here = new int[to.Length + 1];
            here[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                here[j + 1] = Math.Min(
                    Math.Min(here[j], before[j + 1]) + 1,
                    before[j] + (from[i] == to[j] ? 0 : 1));
            }

            before = here;
        }

        return before[to.Length];
    }
}
