using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ProcessSafety.Benchmarks.Growth;
using ProcessSafety.Benchmarks.OwnTime;

namespace ProcessSafety.Benchmarks.Page;

/// <summary>The tables of docs/performance.md, each between two marks of its name.</summary>
internal static class Tables
{
    private const double SmallestRow = 0.1;
    private const double Mebibyte = 1 << 20;
    private const double Kibibyte = 1 << 10;

    /// <summary>Puts in what is measured, and leaves what is not as it stands.</summary>
    public static void Write(Measurements measured, string page)
    {
        string text = File.ReadAllText(page);
        text = measured.Own.IsEmpty ? text : Put(text, "own-time", Packages(measured).Concat(measured.Own.SelectMany(Rows)));
        text = measured.Edits.IsEmpty ? text : Put(text, "edits", Edits(measured));
        text = measured.Growth.IsEmpty ? text : Put(text, "growth", Growth(measured));
        text = measured.Kept.IsEmpty ? text : Put(text, "memory", Memory(measured));
        text = measured.LongestCancellation is { } longest
            ? Put(text, "cancellation", [In($"The longest of all: {longest.Rules:F0} ms, without the rules {longest.Empty:F0} ms.")])
            : text;
        File.WriteAllText(page, text);
    }

    private static string Put(string page, string name, IEnumerable<string> lines)
    {
        string begin = $"<!-- {name} -->\n", end = $"<!-- /{name} -->";
        int start = page.IndexOf(begin, System.StringComparison.Ordinal) + begin.Length;
        int stop = page.IndexOf(end, start, System.StringComparison.Ordinal);
        return page[..start] + "\n" + string.Join("\n", lines) + "\n\n" + page[stop..];
    }

    private static IEnumerable<string> Packages(Measurements measured)
    {
        yield return Row("", static own => In($"{own.Tree}, {own.Lines:N0} lines"));
        yield return "|---|" + string.Concat(measured.Own.Select(static _ => "---:|"));
        yield return Row("binding and flow", static own => In($"{own.BindingMilliseconds:N0} ms"));
        yield return Row("**ProcessSafety.Analyzers**", static own => In($"**{own.All.Percent:F1} %**"));
        foreach (string name in measured.Own.SelectMany(static own => own.Others).Select(static row => row.Name).Distinct())
        {
            yield return Row(name, own => In($"{own.Others.First(row => row.Name == name).Percent:F1} %"));
        }

        string Row(string name, System.Func<OwnTimeTable, string> cell) =>
            $"| {name} | " + string.Join(" | ", measured.Own.Select(cell)) + " |";
    }

    private static IEnumerable<string> Rows(OwnTimeTable own)
    {
        yield return "";
        yield return In($"{own.Tree}, each class of at least {SmallestRow} %:");
        yield return "";
        yield return "```";
        yield return In($"{own.BindingMilliseconds,8:F0} ms  100.00 %  binding and flow, no analyzer");
        yield return In($"{own.All.Milliseconds,8:F0} ms {own.All.Percent,7:F2} %  all rules");
        foreach (OwnTimeRow row in own.Rows.Where(static row => row.Percent >= SmallestRow))
        {
            yield return In($"{row.Milliseconds,8:F0} ms {row.Percent,7:F2} %    {(row.IsShared ? "shared: " : "")}{row.Name}");
        }

        yield return "```";
    }

    private static IEnumerable<string> Edits(Measurements measured)
    {
        yield return "| input | baseline | the rules add | 99 % interval of the median | aim | allocated |";
        yield return "|---|---:|---:|---:|---:|---:|";
        foreach (EditRow edit in measured.Edits)
        {
            yield return In($"| {edit.Name} | {edit.Pairs.Baseline:F1} ms | {edit.Pairs.Added:F1} ms | ")
                + In($"{edit.Pairs.Low:F1} to {edit.Pairs.High:F1} ms | {edit.Limit:0} ms | {edit.Allocated / Kibibyte:N0} KiB |");
        }
    }

    private static IEnumerable<string> Growth(Measurements measured)
    {
        yield return "| what grows | counted by | sizes | time for one | last compared with the one before |";
        yield return "|---|---|---|---|---:|";
        foreach (GrowthTimes growth in measured.Growth)
        {
            yield return $"| {growth.Shape.Name} | {growth.Shape.Unit} | "
                + string.Join(", ", growth.Shape.Sizes.Select(static size => In($"{size:N0}")))
                + " | "
                + string.Join(", ", growth.Microseconds.Select(static time => In($"{time:0.###} µs")))
                + In($" | {growth.Factor:F2} |");
        }
    }

    private static IEnumerable<string> Memory(Measurements measured)
    {
        yield return "| input | kept for 100,000 lines |";
        yield return "|---|---:|";
        foreach ((Input input, long bytes) in measured.Kept)
        {
            yield return In($"| {input} | {bytes / Mebibyte:F1} MiB |");
        }
    }

    private static string In(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
