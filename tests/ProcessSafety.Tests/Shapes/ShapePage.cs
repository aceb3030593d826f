using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProcessSafety.Tests.Robustness;

namespace ProcessSafety.Tests.Shapes;

/// <summary>docs/shapes.md.</summary>
internal static class ShapePage
{
    public static string Write(ShapeShares shares)
    {
        Dictionary<string, string> families = Shipped.Descriptors.ToDictionary(
            rule => rule.Id,
            rule => rule.Category[(rule.Category.IndexOf('.') + 1)..]);
        string[] columns = [.. Shipped.Descriptors.Select(rule => families[rule.Id]).Distinct()];
        StringBuilder text = new(
            $"""
            # Shapes

            One hazard can be written in many shapes, and a rule that knows ten of them meets the eleventh in the first real program.
            So the tests rewrite every hazard and every look-alike of their inputs: the value comes another way, statements move into
            other functions and types, something is put around them. A rewriting keeps what the program means, so the verdict must stay.

            - Hazards that are still reported: **{shares.Hazards}**.
            - Look-alikes that stay silent: **{shares.LookAlikes}**.

            The normal run of the tests tries a fixed sample. This tries them all, and writes this page:

            ```
            SHAPES=all UPDATE=1 dotnet test tests/ProcessSafety.Tests/Hosts/Roslyn512 --filter ShapeTests
            ```

            [Fixes and shapes](fix-shapes.md) says the same of the fixes.

            ## Shapes and families

            Each cell says how many rewritten hazards of a family are still reported, and of how many; the last column the same of
            look-alikes that stay silent.

            | Shape | {string.Join(" | ", columns)} | look-alikes |
            |---|{string.Concat(columns.Select(_ => "---:|"))}---:|

            """);
        foreach (Rewriting rewriting in ShapeNet.Rewritings)
        {
            IEnumerable<string> cells = columns.Select(family => Cell(new Share(
                shares.OfHazards.Where(holds => holds.Key.Shape == rewriting.Name && families[holds.Key.Rule] == family)
                    .SelectMany(holds => holds))));
            text.Append(
                $"| {Escape(rewriting.Name)} | {string.Join(" | ", cells)} | {Cell(new Share(shares.OfLookAlikes[rewriting.Name]))} |\n");
        }

        text.Append("\n## Rules\n\n| Rule | hazards that are still reported |\n|---|---:|\n");
        foreach (IGrouping<string, bool> rule in shares.OfHazards
            .SelectMany(holds => holds.Select(held => (holds.Key.Rule, Held: held)))
            .GroupBy(item => item.Rule, item => item.Held)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal))
        {
            text.Append($"| [{rule.Key}](rules/{rule.Key}.md) | {new Share(rule)} |\n");
        }

        text.Append("\n## What a rewriting changes\n\nThese pairs are not counted: there the rewritten program is another one.\n\n");
        Append(text, ShapeReason.Meaning);
        text.Append("\n## What does not hold\n\nThese pairs are counted, and some of their verdicts change.\n\n");
        Append(text, ShapeReason.Known);
        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string Escape(string name) => name.Replace("|", "\\|", StringComparison.Ordinal);

    private static void Append(StringBuilder text, IEnumerable<ShapeReason> reasons)
    {
        text.Append("| Rules | Shapes | Reason |\n|---|---|---|\n");
        foreach (ShapeReason reason in reasons)
        {
            string shapes = string.Join("; ", reason.Shapes.Select(shape => shape.Length == 0 ? "all" : Escape(shape)));
            text.Append($"| {string.Join(", ", reason.Rules.Select(rule => rule.PadRight("PSAFE000".Length, 'x')))} | {shapes} "
                + $"| {reason.Text} |\n");
        }
    }

    private static string Cell(Share share) =>
        share.All == 0 ? "" : share.Holding == share.All ? $"{share.All}" : $"**{share.Holding}** of {share.All}";
}
