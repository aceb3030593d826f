using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What a start runs, as far as that tells how much it can print.</summary>
/// <param name="Command">The file name without directory and extension, where it is constant.</param>
/// <param name="AsksVersion">True when a question for the version is all that a program known by name is asked.</param>
internal sealed record QuietStart(string? Command, bool AsksVersion)
{
    private const string Nothing = "none";

    private const char Separator = '|';

    /// <summary>What all these starts run; null where they differ, or nothing is constant.</summary>
    public static QuietStart? Of(IReadOnlyList<StartInfo> starts)
    {
        List<QuietStart> all = starts.Select(Of).Distinct().ToList();
        return all.Count == 1 && all[0].Command is not null ? all[0] : null;
    }

    /// <summary>True when what it prints fits any pipe. The option adds names; "none" takes all away.</summary>
    public bool IsQuiet(AnalyzerOptions options, SyntaxTree tree)
    {
        string[] added = (options.TextOf(AnalyzerSettings.QuietCommands, tree) ?? string.Empty)
            .Split(new[] { ',', ' ', ';' }, StringSplitOptions.RemoveEmptyEntries);
        return !added.Contains(Nothing, StringComparer.OrdinalIgnoreCase)
            && (AsksVersion
                || Command?.Split(Separator)
                    .All(command => QuietCommands.Names.Contains(command) || added.Contains(command, StringComparer.OrdinalIgnoreCase))
                == true);
    }

    private static QuietStart Of(StartInfo info)
    {
        ImmutableArray<StartInfoSetting> asked = info.Of("Arguments").Concat(info.Of("ArgumentList")).ToImmutableArray();
        string? command = Single(info.Of("FileName"));
        return new QuietStart(
            command,
            command is not null
            && info.IsComplete
            && asked.Length == 1
            && Text(asked[0].Value) is { } question
            && QuietCommands.VersionQuestions.Contains(question));
    }

    /// <summary>The one command that all settings name; the two of a choice are named together.</summary>
    private static string? Single(IEnumerable<StartInfoSetting> settings) =>
        settings.Select(static setting => CommandOf(setting.Value)).Distinct().ToList() is { Count: 1 } names ? names[0] : null;

    private static string? CommandOf(IOperation value) => ValueOrigin.Unwrap(value) switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => NameOf(text.Trim()),
        IConditionalOperation { WhenFalse: { } whenFalse } choice
            when CommandOf(choice.WhenTrue) is { } one && CommandOf(whenFalse) is { } other => one + Separator + other,
        IInvocationOperation
        {
            TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" },
            Arguments: { Length: > 1 } parts,
        } => CommandOf(parts[parts.Length - 1].Value),
        _ => null,
    };

    /// <summary>A constant, or the one element of a list or call that puts it there.</summary>
    private static string? Text(IOperation value) => ValueOrigin.Unwrap(value) switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text.Trim(),
        IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } item } => Text(item[0].Value),
        _ => null,
    };

    private static string NameOf(string path)
    {
        string name = path.Substring(path.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - ".exe".Length) : name;
    }
}
