using System.Globalization;

namespace ProcessSafety.Scan.Terminal;

/// <summary>Numbers of things in words.</summary>
internal static class Counted
{
    /// <summary>Such as `1 finding`, `12,345 lines`.</summary>
    public static string Of(long number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {thing}{(number == 1 ? "" : "s")}");
}
