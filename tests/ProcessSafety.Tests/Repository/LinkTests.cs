using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// Relative links lead to files and headings that exist; absolute ones stay with the hosts that the project means to name.
/// </summary>
public sealed partial class LinkTests
{
    private static readonly HashSet<string> KnownHosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "github.com",
        "learn.microsoft.com",
        "schemas.microsoft.com",
        "json.schemastore.org",
        "opensource.org",
        "keepachangelog.com",
        "semver.org",
        "docs.oasis-open.org",
        "json-schema.org",
        "www.w3.org",
        "localhost",
        "127.0.0.1",
        "example.com",
        "example.org",
        "example.invalid",
    };

    public static TheoryData<string> Pages => [.. SourceTree.Files(pattern: "*.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void RelativeLinks_Resolve(string page)
    {
        string folder = Path.GetDirectoryName(page)!;
        foreach (Match match in Link().Matches(WithoutCode(page)))
        {
            string[] target = match.Groups[1].Value.Split('#', 2);
            if (target[0].Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            string path = target[0].Length == 0 ? page : Path.Combine(folder, target[0]);
            Assert.True(SourceTree.Exists(path), $"{page}: {match.Value}");
            Assert.True(target.Length == 1 || Anchors(path).Contains(target[1]), $"{page}: {match.Value} names no heading");
        }
    }

    [Fact]
    public void Links_NameKnownHostsOnly()
    {
        IEnumerable<string> strangers =
            from path in SourceTree.Files()
            where IsText(path)
            from match in Url().Matches(SourceTree.Read(path))
            where !KnownHosts.Contains(match.Groups[1].Value)
            select $"{path}: {match.Value}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void Files_NameNoPathOfAMachine()
    {
        IEnumerable<string> paths =
            from path in SourceTree.Files()
            where IsText(path)
            from match in MachinePath().Matches(SourceTree.Read(path))
            select $"{path}: {match.Value}";

        Assert.Empty(paths);
    }

    [Fact]
    public void PackageSources_AreFolders() =>
        Assert.DoesNotContain(
            SourceTree.Files(pattern: "nuget.config"),
            path => SourceTree.Read(path).Contains("://", StringComparison.Ordinal));

    private static bool IsText(string path) => Path.GetExtension(path) is not (".png" or ".ico" or ".snk" or ".dll" or ".nupkg");

    private static string WithoutCode(string page) => Code().Replace(SourceTree.Read(page).ReplaceLineEndings("\n"), "");

    private static IEnumerable<string> Anchors(string page) =>
        Heading()
            .Matches(WithoutCode(page))
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"https?://([\w.-]+\w)")]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w.$}*])(?:/(?:home|root|work|tmp|Users|mnt|builds)/\w+|[A-Za-z]:\\Users\\\w+)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^```.*?^```$|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
