using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProcessSafety.Scan.Projects;

/// <summary>A target framework moniker, and the preprocessor symbols that the SDK defines for it.</summary>
internal sealed partial record TargetFramework(string Moniker)
{
    private static readonly int[] CoreMajors = [5, 6, 7, 8, 9, 10];
    private static readonly string[] CoreApps = ["1_0", "1_1", "2_0", "2_1", "2_2", "3_0", "3_1"];
    private static readonly string[] Standards = ["1_0", "1_1", "1_2", "1_3", "1_4", "1_5", "1_6", "2_0", "2_1"];

    /// <summary>
    /// The newest of a project's frameworks, modern .NET before .NET Standard before .NET Framework; a plain one before one for a platform.
    /// </summary>
    public static TargetFramework? Newest(IEnumerable<string> monikers) =>
        monikers.Where(static m => Parts().IsMatch(m))
            .Select(static m => new TargetFramework(m))
            .OrderByDescending(static f => f.Rank)
            .ThenBy(static f => f.Platform.Length)
            .FirstOrDefault();

    private Match Match => Parts().Match(Moniker);

    private string Family => Match.Groups["family"].Value;

    private string Version => Match.Groups["version"].Value;

    private string Platform => Match.Groups["platform"].Value;

    /// <summary>The platform and its version as the SDK writes them into attributes: Windows7.0 for net10.0-windows.</summary>
    public string? TargetPlatform(string version)
    {
        if (!IsModern || Platform.Length == 0)
        {
            return null;
        }

        string own = Match.Groups["platformVersion"].Value;
        string name = Platform == "windows" ? "Windows" : Platform;
        return name + (version.Length > 0 ? version : own.Length > 0 ? own : name == "Windows" ? "7.0" : "");
    }

    public bool IsFramework => Family == "net" && !IsModern;

    private bool IsModern => Family == "net" && Version.Contains('.', StringComparison.Ordinal);

    private double Rank => (Family, IsModern) switch
    {
        ("net", true) => 3000 + Number,
        ("netcoreapp", _) => 2000 + Number,
        ("netstandard", _) => 1000 + Number,
        _ => 0,
    };

    private double Number => double.TryParse(Version, CultureInfo.InvariantCulture, out double number) ? number : 0;

    public IEnumerable<string> Symbols()
    {
        string exact = Version.Replace('.', '_');
        switch (Family)
        {
            case "netstandard":
                return [.. Upto("NETSTANDARD", Standards, exact), "NETSTANDARD", "NETSTANDARD" + exact];
            case "netcoreapp":
                return [.. Upto("NETCOREAPP", CoreApps, exact), "NETCOREAPP", "NETCOREAPP" + exact];
            case "net" when IsModern:
                IEnumerable<string> platform = Platform.Length == 0 ? [] : [Platform.ToUpperInvariant()];
                return [
                    "NET", "NETCOREAPP", "NET" + exact,
                    .. CoreMajors.Where(major => major <= Number).Select(static major => $"NET{major}_0_OR_GREATER"),
                    .. Upto("NETCOREAPP", CoreApps, "3_1"),
                    .. platform];
            default:
                return ["NETFRAMEWORK", "NET" + exact];
        }
    }

    private static IEnumerable<string> Upto(string prefix, string[] versions, string last) =>
        versions.Take(Array.IndexOf(versions, last) + 1).Select(version => $"{prefix}{version}_OR_GREATER");

    [GeneratedRegex(@"^(?<family>net|netcoreapp|netstandard)(?<version>\d+(\.\d+)?)(-(?<platform>[a-z]+)(?<platformVersion>[\d.]*))?$")]
    private static partial Regex Parts();
}
