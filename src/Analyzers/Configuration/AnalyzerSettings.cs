using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.Configuration;

/// <summary>An option of .editorconfig or .globalconfig.</summary>
/// <param name="Key">Its name there.</param>
internal record TextOption(string Key);

/// <summary>An option whose value is a number above 0.</summary>
/// <param name="Key">Its name there.</param>
/// <param name="Default">What holds where nothing, or nothing understandable, is set.</param>
/// <param name="Unit">What the number counts.</param>
internal sealed record NumberOption(string Key, long Default, string Unit) : TextOption(Key)
{
    public static bool TryParse(string text, out long value) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;
}

/// <summary>The options of this package, typed. A value that cannot be understood counts as the default, and is PSAFE001.</summary>
internal static class AnalyzerSettings
{
    public static readonly NumberOption LargeStaticDataBytes = new("process_safety.large_static_data_bytes", 1 << 20, "bytes");

    /// <summary>Names of commands that print little, separated by commas; "none" takes away the built-in ones.</summary>
    public static readonly TextOption QuietCommands = new("process_safety.quiet_commands");

    /// <summary>Every option that a value can be wrong for.</summary>
    public static readonly ImmutableArray<NumberOption> Numbers = ImmutableArray.Create(LargeStaticDataBytes);

    /// <summary>Where the compiler shows the MSBuild property that chooses a preset.</summary>
    public const string PresetKey = "build_property.ProcessSafetyPreset";

    /// <summary>The names of the files in the package's folder of presets.</summary>
    public static readonly ImmutableArray<string> Presets =
        ImmutableArray.Create("all", "audit", "minimum", "none", "recommended", "strict");

    private const string Prefix = "process_safety.";

    private static readonly ImmutableArray<string> Keys =
        Numbers.Select(static option => option.Key).Append(QuietCommands.Key).ToImmutableArray();

    /// <summary>What an option says for one file.</summary>
    public static long Get(this AnalyzerOptions options, NumberOption option, SyntaxTree tree) =>
        options.TextOf(option, tree) is { } text && NumberOption.TryParse(text, out long value) ? value : option.Default;

    /// <summary>What is written for an option and one file; null where nothing is.</summary>
    public static string? TextOf(this AnalyzerOptions options, TextOption option, SyntaxTree tree) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(option.Key, out string? text) ? text : null;

    /// <summary>The keys that begin as those of this package do, and do not exist; in order, each with the key that is nearest.</summary>
    public static IEnumerable<(string Key, string? Nearest)> UnknownKeys(this AnalyzerOptions options, Compilation compilation) =>
        compilation.SyntaxTrees.Select(options.AnalyzerConfigOptionsProvider.GetOptions)
            .Distinct()
            .SelectMany(KeysOf)
            .Where(static key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(static key => !Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(static key => key, StringComparer.Ordinal)
            .Select(static key => (key, NearName.Of(key, Keys)));

    /// <summary>The preset of the project when no preset has that name, with the name that is nearest.</summary>
    public static (string Name, string? Nearest)? UnknownPreset(this AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(PresetKey, out string? name)
        && name.Length > 0
        && !Presets.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? (name, NearName.Of(name, Presets))
            : null;

    /// <summary>All keys; none from a host that can only be asked for one.</summary>
    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            return Enumerable.Empty<string>();
        }
    }
}
