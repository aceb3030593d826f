using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;

namespace ProcessSafety.Corpus;

internal enum ReportFormat
{
    Tsv,
    Sarif,
}

/// <summary>What the command line cannot mean; the message is for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line, checked: every path exists and is absolute.</summary>
internal sealed record CorpusOptions
{
    public const string Usage = """
        usage: corpus FOLDER [options]

        Runs the analyzers over the C# projects below FOLDER. Nothing is restored or built: each .csproj becomes
        one compilation with the framework's reference assemblies and its project references.

          --format tsv|sarif     how findings are written (default: tsv)
          --output FILE          where they go (default: standard output)
          --ids PREFIX           only findings whose id starts with PREFIX (default: PSAFE)
          --project TEXT         only projects whose path contains TEXT
          --define A;B           more preprocessor symbols, for every project
          --property NAME=VALUE  a property of every project, before its own; may be given again
          --references FOLDER    more reference assemblies; may be given again
          --flat                 one compilation of all source files instead of one per project
          --analyzers FILE       instead of the ProcessSafety.Analyzers.dll beside this tool
          --help                 this text

        Exit code: 0 no exception, 1 an analyzer threw, 2 bad command line or cancelled.
        """;

    public string Folder { get; private init; } = "";
    public ReportFormat Format { get; private init; }
    public string? Output { get; private init; }
    public string IdPrefix { get; private init; } = "PSAFE";
    public string? ProjectFilter { get; private init; }
    public ImmutableArray<string> Symbols { get; private init; } = [];
    public ImmutableDictionary<string, string> Properties { get; private init; } = ImmutableDictionary.Create<string, string>(
        StringComparer.OrdinalIgnoreCase);
    public ImmutableArray<string> ReferenceFolders { get; private init; } = [];
    public bool Flat { get; private init; }
    public string Analyzers { get; private init; } = Path.Combine(AppContext.BaseDirectory, "ProcessSafety.Analyzers.dll");

    public bool ShowUsage { get; private init; }

    /// <exception cref="UsageException">An unknown option, a missing value, or a path that does not exist.</exception>
    public static CorpusOptions Parse(IReadOnlyList<string> args)
    {
        CorpusOptions options = new();
        for (int i = 0; i < args.Count; i++)
        {
            string argument = args[i];
            options = argument switch
            {
                "--help" or "-h" => options with { ShowUsage = true },
                "--flat" => options with { Flat = true },
                "--format" => options with { Format = ParseFormat(Value()) },
                "--output" => options with { Output = Path.GetFullPath(Value()) },
                "--ids" => options with { IdPrefix = Value() },
                "--project" => options with { ProjectFilter = Value() },
                "--define" =>
                    options with
                    {
                        Symbols = options.Symbols.AddRange(Value()
                            .Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
                    },
                "--property" => options with { Properties = AddProperty(options.Properties, Value()) },
                "--references" => options with { ReferenceFolders = options.ReferenceFolders.Add(ExistingFolder(Value())) },
                "--analyzers" => options with { Analyzers = ExistingFile(Value()) },
                _ when argument.StartsWith('-') => throw new UsageException($"unknown option '{argument}'"),
                _ when options.Folder.Length == 0 => options with { Folder = ExistingFolder(argument) },
                _ => throw new UsageException($"'{argument}' is a second folder; one is expected"),
            };

            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"'{argument}' needs a value");
        }

        if (options.ShowUsage)
        {
            return options;
        }

        if (options.Folder.Length == 0)
        {
            throw new UsageException("which folder?");
        }

        return options with { Analyzers = ExistingFile(options.Analyzers) };
    }

    private static ReportFormat ParseFormat(string text) => text switch
    {
        "tsv" => ReportFormat.Tsv,
        "sarif" => ReportFormat.Sarif,
        _ => throw new UsageException($"'{text}' is no format; tsv and sarif are"),
    };

    private static ImmutableDictionary<string, string> AddProperty(ImmutableDictionary<string, string> properties, string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, string value]
            ? properties.SetItem(name, value)
            : throw new UsageException($"'{text}' is not NAME=VALUE");

    private static string ExistingFolder(string path) =>
        Directory.Exists(path)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            : throw new UsageException($"folder '{path}' does not exist");

    private static string ExistingFile(string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new UsageException($"file '{path}' does not exist");
}
