using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProcessSafety.Scan.Projects;

/// <summary>The file patterns of project items: <c>**</c>, <c>*</c>, <c>?</c>.</summary>
internal static partial class Glob
{
    /// <summary>
    /// The existing files that <paramref name="pattern"/> names, seen from <paramref name="folder"/>; links are not followed.
    /// </summary>
    public static IEnumerable<string> Expand(string folder, string pattern)
    {
        string full = Slashed(Path.GetFullPath(Path.Combine(folder, pattern)));
        int wild = full.IndexOfAny(['*', '?']);
        if (wild < 0)
        {
            return File.Exists(full) ? [Path.GetFullPath(full)] : [];
        }

        string start = full[..full.LastIndexOf('/', wild)];
        if (!Directory.Exists(start))
        {
            return [];
        }

        Regex regex = ToRegex(full);
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = full.IndexOf('/', wild) >= 0,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        return Directory.EnumerateFiles(Path.GetFullPath(start), "*", options).Where(f => regex.IsMatch(Slashed(f)));
    }

    /// <summary>
    /// Tells of absolute paths whether one is what <paramref name="pattern"/> names, seen from <paramref name="folder"/>.
    /// </summary>
    public static Predicate<string> Matcher(string folder, string pattern)
    {
        Regex regex = ToRegex(Slashed(Path.GetFullPath(Path.Combine(folder, pattern))));
        return file => regex.IsMatch(Slashed(file));
    }

    /// <summary>The path with / between folders on every system.</summary>
    private static string Slashed(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static Regex ToRegex(string pattern)
    {
        string text = Tokens().Replace(pattern, static token => token.Value switch
        {
            "/**/" => "/(.*/)?",
            "**" => ".*",
            "*" => "[^/]*",
            "?" => "[^/]",
            _ => Regex.Escape(token.Value),
        });
        return new Regex($"^{text}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"/\*\*/|\*\*|\*|\?|[^*?/]+|/")]
    private static partial Regex Tokens();
}
