using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Scan.Commands;

/// <summary>The options of every command that runs the rules: what is scanned, how it is loaded, which rules count.</summary>
internal sealed class LoadingOptions
{
    private static readonly char[] Separators = [',', ';'];

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "A solution, projects, folders, or C# files (\"src/**/*.cs\"); the current folder if none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _noRestore = new("--no-restore") { Description = "Load projects without restoring packages first." };

    private readonly Option<bool> _sourceOnly = new("--source-only")
    {
        Description = "Read project files and sources as they lie: nothing is restored, MSBuild is not asked, packages are missing.",
    };

    private readonly Option<string?> _preset = new("--preset") { Description = "The preset of all projects, instead of their own." };

    private readonly Option<string[]> _ids = new("--ids")
    {
        Description = "Only these rules: ids or beginnings of ids, separated by commas (PSAFE7,PSAFE301).",
    };

    private readonly Option<string?> _project = new("--project") { Description = "Only projects whose path contains this text." };

    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "Only this part of the projects, such as 2/8: the second of eight.",
    };

    private readonly Option<string[]> _define = new("--define")
    {
        Description = "With --source-only: preprocessor symbols of all projects, separated by commas.",
    };

    private readonly Option<string[]> _property = new("--property")
    {
        Description = "An MSBuild property of all projects, NAME=VALUE; may be given again.",
    };

    private readonly Option<string[]> _references = new("--references")
    {
        Description = "With --source-only: a folder of assemblies that all projects refer to; may be given again.",
    };

    private readonly Option<bool> _flat = new("--flat")
    {
        Description = "With --source-only: all C# files as one project, for trees whose project files say little.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Show no progress." };

    /// <summary>Adds all of them to a command.</summary>
    public static LoadingOptions AddTo(Command command)
    {
        LoadingOptions options = new();
        options._preset.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. AnalyzerConfigs.Presets]);
        options._ids.Validators.Add(CheckIds);
        options._shard.Validators.Add(CheckShard);
        options._property.Validators.Add(CheckProperties);
        command.Add(options._paths);
        command.Add(options._noRestore);
        command.Add(options._sourceOnly);
        command.Add(options._preset);
        command.Add(options._ids);
        command.Add(options._project);
        command.Add(options._shard);
        command.Add(options._define);
        command.Add(options._property);
        command.Add(options._references);
        command.Add(options._flat);
        command.Add(options._quiet);
        return options;
    }

    public IReadOnlyList<string> PathsOf(ParseResult parsed) => parsed.GetValue(_paths) ?? [];

    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    public ImmutableArray<string> IdsOf(ParseResult parsed) => Split(parsed.GetValue(_ids));

    /// <exception cref="ScanException">A folder of references does not exist.</exception>
    public LoadOptions LoadOf(ParseResult parsed) => new(
        parsed.GetValue(_sourceOnly) || parsed.GetValue(_flat),
        !parsed.GetValue(_noRestore),
        parsed.GetValue(_preset),
        parsed.GetValue(_project),
        parsed.GetValue(_shard) is { } shard ? Shard.Parse(shard)! : Shard.Whole,
        new SourceOptions("")
        {
            Symbols = Split(parsed.GetValue(_define)),
            Properties = (parsed.GetValue(_property) ?? [])
                .Select(static text => text.Split('=', 2))
                .ToImmutableDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase),
            ReferenceFolders = [.. (parsed.GetValue(_references) ?? []).Select(ExistingFolder)],
            IsFlat = parsed.GetValue(_flat),
        });

    /// <summary>What the rules are asked.</summary>
    /// <param name="severity">The lowest level that counts.</param>
    /// <param name="withFixes">Whether fixes are asked for their changes.</param>
    public ScanQuestion QuestionOf(ParseResult parsed, DiagnosticSeverity severity, bool withFixes) =>
        new(severity, IdsOf(parsed), withFixes);

    private static ImmutableArray<string> Split(string[]? texts) =>
        [.. (texts ?? []).SelectMany(static text =>
            text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static string ExistingFolder(string path) =>
        Directory.Exists(path) ? Path.GetFullPath(path) : throw new ScanException($"The folder '{path}' does not exist.");

    private static void CheckIds(OptionResult option)
    {
        foreach (string id in Split(option.GetValueOrDefault<string[]>()))
        {
            if (!Rulebook.Rules.Any(rule => rule.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
            {
                option.AddError($"No rule begins with '{id}'. 'processsafety rules' lists them.");
            }
        }
    }

    private static void CheckShard(OptionResult option)
    {
        if (option.GetValueOrDefault<string>() is { } text && Shard.Parse(text) is null)
        {
            option.AddError($"'{text}' is no part. The second of eight is 2/8.");
        }
    }

    private static void CheckProperties(OptionResult option)
    {
        foreach (string text in option.GetValueOrDefault<string[]>() ?? [])
        {
            if (text.IndexOf('=') <= 0)
            {
                option.AddError($"'{text}' is not NAME=VALUE.");
            }
        }
    }
}
