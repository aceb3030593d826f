using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Scan.Loading;

/// <summary>What the installed package would hand to the compiler: a preset, the properties that rules read, files of API models.</summary>
internal static class AnalyzerConfigs
{
    private const string PresetKey = "build_property.ProcessSafetyPreset";
    private const string HostKey = "build_property.UseAppHost";
    private const string Ending = ".globalconfig";

    /// <summary>The names of the presets.</summary>
    public static ImmutableArray<string> Presets { get; } =
        [.. typeof(AnalyzerConfigs).Assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(static name => name[..^Ending.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>Adds what the project does not have.</summary>
    /// <param name="solution">The solution of the project.</param>
    /// <param name="id">The project.</param>
    /// <param name="settings">What its file says.</param>
    /// <param name="preset">The preset that the command line chooses, in place of that of the project; null for none.</param>
    public static Solution Add(Solution solution, ProjectId id, ProjectSettings settings, string? preset)
    {
        Project project = solution.GetProject(id)!;
        string folder = Path.GetDirectoryName(project.FilePath)!;
        foreach (string file in settings.ApiFiles.Except(project.AdditionalDocuments.Select(static document => document.FilePath ?? "")))
        {
            solution = solution.AddAdditionalDocument(
                DocumentId.CreateNewId(id, file),
                Path.GetFileName(file),
                SourceText.From(File.ReadAllText(file), Encoding.UTF8),
                filePath: file);
        }

        bool isInstalled =
            project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(PresetKey, out string? installed);
        if (preset is null && isInstalled)
        {
            return solution;
        }

        foreach (AnalyzerConfigDocument own in project.AnalyzerConfigDocuments.Where(IsPreset))
        {
            solution = solution.RemoveAnalyzerConfigDocument(own.Id);
        }

        string chosen = preset ?? settings.Preset;
        if (Presets.FirstOrDefault(name => name.Equals(chosen, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            solution = Add(solution, id, Path.Combine(folder, known + Ending), Text(known + Ending));
        }

        return isInstalled
            ? solution
            : Add(solution, id, Path.Combine(folder, "properties" + Ending), $"""
                is_global = true
                {PresetKey} = {chosen}
                {HostKey} = {settings.UseAppHost}
                """);
    }

    /// <summary>Whether the document is one of the package's presets.</summary>
    private static bool IsPreset(AnalyzerConfigDocument document) =>
        document.FilePath is { } path
        && path.EndsWith(Ending, StringComparison.Ordinal)
        && Path.GetFileName(Path.GetDirectoryName(path)) == "presets"
        && Presets.Contains(Path.GetFileName(path)[..^Ending.Length]);

    private static Solution Add(Solution solution, ProjectId id, string path, string text) =>
        solution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(id, path),
            Path.GetFileName(path),
            SourceText.From(text, Encoding.UTF8),
            filePath: path);

    private static string Text(string resource)
    {
        using StreamReader reader = new(typeof(AnalyzerConfigs).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
