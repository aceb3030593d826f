using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Scan.Projects;

/// <summary>What a project says about its analyzers: severities, options, files of API models, the preset.</summary>
/// <param name="AnalyzerConfigs">The .editorconfig and .globalconfig files that hold for the project, absolute.</param>
/// <param name="ApiFiles">Its ProcessSafety.Apis*.txt files, absolute.</param>
/// <param name="Preset">Its ProcessSafetyPreset; empty for none.</param>
/// <param name="UseAppHost">Its UseAppHost, which PSAFE405 reads; empty for none.</param>
/// <param name="Severities">What NoWarn, WarningsAsErrors and WarningsNotAsErrors say of single rules.</param>
/// <param name="AreWarningsErrors">Whether TreatWarningsAsErrors is on.</param>
internal sealed record ProjectSettings(
    ImmutableArray<string> AnalyzerConfigs,
    ImmutableArray<string> ApiFiles,
    string Preset,
    string UseAppHost,
    ImmutableDictionary<string, ReportDiagnostic> Severities,
    bool AreWarningsErrors)
{
    public const string ApiFilePattern = "ProcessSafety.Apis*.txt";

    /// <summary>The settings of a project that is a list of source files.</summary>
    public static ProjectSettings Of(string folder, IEnumerable<string> sources) =>
        new(ConfigsAbove(folder, sources), ApiFilesIn(folder), "", "", ImmutableDictionary<string, ReportDiagnostic>.Empty, false);

    public static ProjectSettings Read(ProjectEvaluation project, string folder, IEnumerable<string> sources) =>
        new(
            [.. ConfigsAbove(folder, sources)
                .Concat(Listed(project, folder, "GlobalAnalyzerConfigFiles"))
                .Concat(Listed(project, folder, "EditorConfigFiles"))
                .Distinct()],
            [.. ApiFilesIn(folder).Concat(Listed(project, folder, "AdditionalFiles").Where(IsApiFile)).Distinct()],
            project.Property("ProcessSafetyPreset"),
            project.Property("UseAppHost"),
            SeveritiesOf(project),
            project.IsTrue("TreatWarningsAsErrors"));

    public static ImmutableArray<string> ApiFilesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, ApiFilePattern).Order(StringComparer.Ordinal)]
        : [];

    private static bool IsApiFile(string path) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(ApiFilePattern, Path.GetFileName(path));

    private static IEnumerable<string> Listed(ProjectEvaluation project, string folder, string kind) =>
        project.Items(kind).SelectMany(item => project.List(item, "Include")).SelectMany(pattern => Glob.Expand(folder, pattern));

    /// <summary>The files that the SDK takes in by itself: in the folders of the sources and of the project, and above them.</summary>
    private static ImmutableArray<string> ConfigsAbove(string folder, IEnumerable<string> sources)
    {
        HashSet<string> seen = [];
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (string start in sources.Select(static source => Path.GetDirectoryName(source)!).Append(folder).Distinct())
        {
            for (string? at = start; at is not null && seen.Add(at); at = Path.GetDirectoryName(at))
            {
                found.UnionWith(new[] { ".editorconfig", ".globalconfig" }.Select(name => Path.Combine(at, name)).Where(File.Exists));
            }
        }

        return [.. found];
    }

    private static ImmutableDictionary<string, ReportDiagnostic> SeveritiesOf(ProjectEvaluation project)
    {
        ImmutableDictionary<string, ReportDiagnostic>.Builder severities = ImmutableDictionary.CreateBuilder<string, ReportDiagnostic>();
        Add("WarningsAsErrors", ReportDiagnostic.Error);
        Add("WarningsNotAsErrors", ReportDiagnostic.Default);
        Add("NoWarn", ReportDiagnostic.Suppress);
        return severities.ToImmutable();

        void Add(string property, ReportDiagnostic severity)
        {
            foreach (string id in project.Property(property)
                .Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static id => id.StartsWith("PSAFE", StringComparison.OrdinalIgnoreCase)))
            {
                severities[id.ToUpperInvariant()] = severity;
            }
        }
    }
}
