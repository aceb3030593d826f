using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProcessSafety.Mutants;

/// <summary>The end of a run: figures, and a Markdown table of what no test noticed.</summary>
internal static class Summary
{
    private const double Least = 0.85;
    private const int Width = 120;

    public static bool IsEnough(IReadOnlyCollection<MutantResult> results) =>
        results.Count > 0 && results.Count(static result => result.IsKilled) >= Least * results.Count;

    public static void Write(TextWriter output, IReadOnlyCollection<MutantResult> results)
    {
        int Count(Verdict verdict) => results.Count(result => result.Verdict == verdict);
        double score = results.Count == 0 ? 0 : 100.0 * results.Count(static result => result.IsKilled) / results.Count;
        output.WriteLine($"{results.Count} mutants: {Count(Verdict.Killed)} killed, {Count(Verdict.TimedOut)} timed out, "
            + $"{Count(Verdict.Survived)} survived, {Count(Verdict.Unreached)} reached by no test; score {score:0.0} %");
        if (results.All(static result => result.IsKilled))
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("| File | Line | Before | After | |");
        output.WriteLine("|---|---:|---|---|---|");
        foreach (MutantResult result in results.Where(static result => !result.IsKilled)
            .OrderBy(static result => result.File, StringComparer.Ordinal)
            .ThenBy(static result => int.Parse(result.Line)))
        {
            string after = result.After is "" or ";" ? "removed" : Code(result.After);
            output.WriteLine($"| {result.File} | {result.Line} | {Code(result.Before)} | {after} | {result.Verdict} |");
        }
    }

    private static string Code(string text)
    {
        string cut = text.Length > Width ? text[..Width] + "…" : text;
        return $"`{cut.Replace("|", "\\|")}`";
    }
}
