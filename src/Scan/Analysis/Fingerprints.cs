using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ProcessSafety.Scan.Analysis;

/// <summary>
/// Names findings so that they can be found again: by rule, file, member and the words of the line, not by its number. So lines that are
/// added or moved above, and other indentation, change nothing. Equal ones are numbered from the top of the file.
/// </summary>
internal static partial class Fingerprints
{
    /// <summary>The findings, in order, with their fingerprints.</summary>
    public static IEnumerable<Finding> Add(IEnumerable<Finding> ordered)
    {
        Dictionary<string, int> seen = [];
        foreach (Finding finding in ordered)
        {
            string words = Blanks().Replace(finding.Line, " ");
            string name = string.Join('\n', finding.Id, finding.Place.Path, finding.Member, words);
            int number = seen[name] = seen.GetValueOrDefault(name) + 1;
            yield return finding with { Fingerprint = Hash($"{name}\n{number}") };
        }
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
