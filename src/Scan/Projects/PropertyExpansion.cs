using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProcessSafety.Scan.Projects;

/// <summary>
/// Replaces <c>$(Name)</c> by a property's value, and the property functions that source trees use most: Contains, StartsWith, EndsWith,
/// GetPathOfFileAbove, GetDirectoryNameOfFileAbove. Other functions stay as they are.
/// </summary>
internal static partial class PropertyExpansion
{
    /// <param name="text">The text of an element or attribute.</param>
    /// <param name="properties">Values by name.</param>
    /// <param name="fileFolder">The folder of the file with the text.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> properties, string fileFolder)
    {
        if (!text.Contains("$(", StringComparison.Ordinal))
        {
            return text;
        }

        text = TextFunction()
            .Replace(
                text,
                call => TextResult(
                    properties.GetValueOrDefault(call.Groups["name"].Value, ""),
                    call.Groups["function"].Value,
                    call.Groups["argument"].Value));
        text = Reference().Replace(text, match => match.Groups["name"].Value.ToUpperInvariant() switch
        {
            "MSBUILDTHISFILEDIRECTORY" => fileFolder + "/",
            string name => properties.GetValueOrDefault(name, ""),
        });
        return FileFunction()
            .Replace(text, call => FileResult(call.Groups["function"].Value, call.Groups["arguments"].Value, fileFolder));
    }

    /// <summary>
    /// The path of the nearest file of that name in <paramref name="folder"/> or above it; null for none.
    /// </summary>
    public static string? FileAbove(string name, string folder)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, name)))
            {
                return Path.Combine(at, name);
            }
        }

        return null;
    }

    private static string TextResult(string value, string function, string argument) => function switch
    {
        "Contains" => value.Contains(argument, StringComparison.Ordinal).ToString(),
        "StartsWith" => value.StartsWith(argument, StringComparison.Ordinal).ToString(),
        _ => value.EndsWith(argument, StringComparison.Ordinal).ToString(),
    };

    private static string FileResult(string function, string arguments, string fileFolder)
    {
        string[] parts = [.. arguments.Split(',').Select(static part => part.Trim().Trim('\'', '"', '`').Replace('\\', '/'))];
        bool wantsFolder = function == "GetDirectoryNameOfFileAbove";
        string name = wantsFolder ? parts[^1] : parts[0];
        string start = (wantsFolder, parts.Length) switch
        {
            (true, _) => parts[0],
            (false, > 1) => parts[1],
            _ => fileFolder,
        };
        string? file = FileAbove(name, Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(fileFolder, start))));
        return (wantsFolder ? Path.GetDirectoryName(file) : file) ?? "";
    }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][\w-]*)\)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_]\w*)\.(?<function>Contains|StartsWith|EndsWith)\(\s*['""`](?<argument>[^'""`]*)['""`]\s*\)\)")]
    private static partial Regex TextFunction();

    [GeneratedRegex(@"\$\(\[MSBuild\]::(?<function>GetPathOfFileAbove|GetDirectoryNameOfFileAbove)\((?<arguments>[^()]*)\)\)")]
    private static partial Regex FileFunction();
}
