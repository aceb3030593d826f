using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace ProcessSafety.Scan.Fixes;

/// <summary>The lines in which two texts differ.</summary>
internal static class LineDiff
{
    private const int LinesAround = 3;

    /// <summary>
    /// The changed lines with three around them, each with ' ', '-' or '+' before it; hunks begin with the line `@@ N @@`, where N is the
    /// number of their first line in the old text.
    /// </summary>
    public static ImmutableArray<string> Of(string before, string after)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        int[] oldNumbers = OldNumbers(lines);
        bool[] isShown = new bool[lines.Count];
        foreach (int changed in Enumerable.Range(0, lines.Count).Where(at => lines[at].Type != ChangeType.Unchanged))
        {
            for (int at = System.Math.Max(0, changed - LinesAround); at <= System.Math.Min(lines.Count - 1, changed + LinesAround); at++)
            {
                isShown[at] = true;
            }
        }

        ImmutableArray<string>.Builder diff = ImmutableArray.CreateBuilder<string>();
        for (int at = 0; at < lines.Count; at++)
        {
            if (!isShown[at])
            {
                continue;
            }

            if (at == 0 || !isShown[at - 1])
            {
                diff.Add($"@@ {oldNumbers[at]} @@");
            }

            char sign = lines[at].Type switch
            {
                ChangeType.Inserted => '+',
                ChangeType.Deleted => '-',
                _ => ' ',
            };
            diff.Add(sign + lines[at].Text);
        }

        return diff.ToImmutable();
    }

    /// <summary>For each line of the diff its number in the old text; an added line has that of the next old one.</summary>
    private static int[] OldNumbers(List<DiffPiece> lines)
    {
        int[] numbers = new int[lines.Count];
        int number = 1;
        for (int at = 0; at < lines.Count; at++)
        {
            numbers[at] = number;
            number += lines[at].Type == ChangeType.Inserted ? 0 : 1;
        }

        return numbers;
    }
}
