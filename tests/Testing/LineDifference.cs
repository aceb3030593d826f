using System;
using System.Linq;
using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Shows what differs between two texts, line by line.</summary>
internal static class LineDifference
{
    /// <summary>Lines only in the first text are marked -, only in the second +; line ends that matter are written out.</summary>
    public static string Between(string expected, string actual)
    {
        bool showEnds = expected.Replace("\r\n", "\n") == actual.Replace("\r\n", "\n") || expected.Contains('\r') != actual.Contains('\r');
        string[] left = Lines(expected, showEnds);
        string[] right = Lines(actual, showEnds);

        int[,] common = new int[left.Length + 1, right.Length + 1];
        for (int i = left.Length - 1; i >= 0; i--)
        {
            for (int j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        StringBuilder text = new();
        int l = 0;
        int r = 0;
        while (l < left.Length || r < right.Length)
        {
            if (l < left.Length && r < right.Length && left[l] == right[r])
            {
                text.Append(' ').Append(left[l++]).Append('\n');
                r++;
            }
            else if (r == right.Length || (l < left.Length && common[l + 1, r] >= common[l, r + 1]))
            {
                text.Append('-').Append(left[l++]).Append('\n');
            }
            else
            {
                text.Append('+').Append(right[r++]).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string[] Lines(string text, bool showEnds) => text.Split('\n').Select(line => showEnds ? line.Replace("\r", "<CR>") : line.TrimEnd('\r')).ToArray();
}
