using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>docs/fix-shapes.md.</summary>
internal static class FixShapePage
{
    public static string Write(ImmutableArray<FixVerdict> verdicts)
    {
        IEnumerable<FixVerdict> wanted = verdicts.Where(verdict => verdict.Problem is null);
        StringBuilder text = new(
            $"""
            # Fixes and shapes

            The tests also fix every hazard in every [shape](shapes.md) in which it is reported. What a fix writes has to compile, the
            finding has to be gone, and no rule may report anything new.

            - Results that are not sound: **{verdicts.Length - wanted.Count()}**. The tests fail on the first one.
            - Fixes of a hazard that are offered for its rewritings too: **{new Share(wanted.Select(verdict => verdict.IsOffered))}**.

            A fix that does not understand a program is not offered. This tries all shapes, and writes this page:

            ```
            SHAPES=all UPDATE=1 dotnet test tests/ProcessSafety.Tests/Hosts/Roslyn512 --filter FixShapeTests
            ```

            | Fix | offered | Where not, and why |
            |---|---:|---|

            """);
        foreach (IGrouping<string, FixVerdict> fix in wanted
            .GroupBy(verdict => verdict.Fix)
            .OrderBy(fix => fix.Key, StringComparer.Ordinal))
        {
            string id = fix.Key[.. "PSAFE000".Length];
            string reason = fix.All(verdict => verdict.IsOffered) ? "" : FixReason.All.Single(reason => reason.Fix == fix.Key).Text;
            text.Append($"| [{id}](rules/{id}.md) {fix.Key[(id.Length + 1)..]} | {new Share(fix.Select(verdict => verdict.IsOffered))} "
                + $"| {reason} |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
