using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace ProcessSafety.Scan.Loading;

/// <summary>One of several parts of the projects, so that several machines scan them together.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Count">How many parts there are.</param>
internal sealed record Shard(int Number, int Count)
{
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads `2/8`; null when that is not what it says.</summary>
    public static Shard? Parse(string text) => text.Split('/') is [string number, string count]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int of)
        && n >= 1 && n <= of
            ? new Shard(n, of)
            : null;

    /// <summary>Every project is in exactly one part; neighbours are in different ones.</summary>
    public ImmutableArray<string> Of(ImmutableArray<string> projects) =>
        [.. projects.Where((_, at) => at % Count == Number - 1)];
}
