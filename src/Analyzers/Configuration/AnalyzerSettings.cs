using System.Collections.Immutable;
using System.Globalization;
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

    /// <summary>What an option says for one file.</summary>
    public static long Get(this AnalyzerOptions options, NumberOption option, SyntaxTree tree) =>
        options.TextOf(option, tree) is { } text && NumberOption.TryParse(text, out long value) ? value : option.Default;

    /// <summary>What is written for an option and one file; null where nothing is.</summary>
    public static string? TextOf(this AnalyzerOptions options, TextOption option, SyntaxTree tree) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(option.Key, out string? text) ? text : null;
}
