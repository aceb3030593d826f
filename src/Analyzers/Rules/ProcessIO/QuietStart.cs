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
/// <param name="AsksVersion">
/// True when a program is only asked for its version. Not where a parameter names the program: who prints its version in a line or two
/// is the choice of this code, and a caller may name anything.
/// </param>
internal sealed record QuietStart(string? Command, bool AsksVersion)
{
    private const string Nothing = "none";

    private const char Separator = '|';

    private static readonly char[] Separators = { '/', '\\' };

    /// <summary>True for a program that runs others as its children.</summary>
    public bool IsShell => Command?.Split(Separator).All(static command => KnownNames.Shells.Has(command.ToLowerInvariant())) == true;

    /// <summary>What all these starts run; null where they differ, or nothing is constant.</summary>
    public static QuietStart? Of(IReadOnlyList<StartInfo> starts)
    {
        List<QuietStart> all = starts.Select(Of).Distinct().ToList();
        return all.Count == 1 && (all[0].Command is not null || all[0].AsksVersion) ? all[0] : null;
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
        List<StartInfoSetting> programs = info.Of("FileName").ToList();
        return new QuietStart(
            Single(programs),
            info.IsComplete
            && programs.Count > 0
            && !programs.Exists(static program => IsGiven(program.Value, new HashSet<ISymbol>(SymbolEqualityComparer.Default)))
            && AsksForVersion(info));
    }

    private static bool AsksForVersion(StartInfo info)
    {
        List<StartInfoSetting> whole = info.Of("Arguments").ToList();
        List<StartInfoSetting> items = info.Of("ArgumentList").ToList();
        return items.Count == 0 ? whole.Count > 0 && whole.TrueForAll(static setting => IsQuestion(setting.Value, isAlone: true))
            : whole.Count == 0 && IsQuestion(items[items.Count - 1].Value, isAlone: items.Count == 1);
    }

    /// <summary>True for arguments that are, or end in, a question for the version.</summary>
    private static bool IsQuestion(IOperation value, bool isAlone)
    {
        switch (ValueOrigin.Unwrap(value))
        {
            case { ConstantValue: { HasValue: true, Value: string text } } when isAlone:
                return QuietCommands.VersionQuestions.Contains(text.Trim()) || EndsInQuestion(text);
            case IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } item }:
                return IsQuestion(item[0].Value, isAlone);
            case var list when Elements.Of(list) is { Count: > 0 } elements:
                return IsQuestion(elements[elements.Count - 1], isAlone && elements.Count == 1);
            case var other:
                return TextEnd.Of(other) is { } end && EndsInQuestion(end);
        }
    }

    private static bool EndsInQuestion(string text)
    {
        string trimmed = text.TrimEnd();
        return trimmed.EndsWith(QuietCommands.LastVersionQuestion, StringComparison.Ordinal)
            && (trimmed.Length == QuietCommands.LastVersionQuestion.Length
                || char.IsWhiteSpace(trimmed[trimmed.Length - QuietCommands.LastVersionQuestion.Length - 1]));
    }

    /// <summary>True for a name that a parameter has a part in.</summary>
    private static bool IsGiven(IOperation value, HashSet<ISymbol> seen) => value.DescendantsAndSelf().Any(part => part switch
    {
        IParameterReferenceOperation => true,
        ILocalReferenceOperation { Local: var local } when seen.Add(local) =>
            new LocalAssignments(LocalAssignments.Outermost(part)).Of(local) is not { } values
            || values.Any(assigned => assigned is null
                || IsGiven(assigned is IForEachLoopOperation loop ? loop.Collection : assigned, seen)),
        _ => false,
    });

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
        var composed => TextEnd.Of(composed) is { } end && end.IndexOfAny(Separators) >= 0 ? NameOf(end.Trim()) : null,
    };

    private static string NameOf(string path)
    {
        string name = path.Substring(path.LastIndexOfAny(Separators) + 1);
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - ".exe".Length) : name;
    }
}
