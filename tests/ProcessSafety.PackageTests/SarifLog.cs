using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ProcessSafety.PackageTests;

/// <summary>One result of a build: what, how bad, where, and the further steps of its path with what the log says of them.</summary>
internal sealed record Finding(string Id, string Level, string Message, string File, int Line, int FurtherLocations)
{
    public IReadOnlyList<string> Steps { get; init; } = [];
}

/// <summary>The log that the compiler writes: its results, and the level that each rule has after all configuration.</summary>
internal sealed record SarifLog(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, string> Levels)
{
    public static SarifLog Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement run = document.RootElement.GetProperty("runs")[0];
        return new SarifLog(
            [.. run.GetProperty("results")
                .EnumerateArray()
                .Where(static result => !result.TryGetProperty("suppressions", out _))
                .Select(ReadFinding)],
            ReadLevels(run));
    }

    private static Finding ReadFinding(JsonElement result)
    {
        JsonElement? location = result.TryGetProperty("locations", out JsonElement places)
            ? places[0].GetProperty("physicalLocation")
            : null;
        return new Finding(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("level").GetString()!,
            result.GetProperty("message").GetProperty("text").GetString()!,
            location is null ? "" : Path.GetFileName(location.Value.GetProperty("artifactLocation").GetProperty("uri").GetString()!),
            location?.GetProperty("region").GetProperty("startLine").GetInt32() ?? 0,
            result.TryGetProperty("relatedLocations", out JsonElement related) ? related.GetArrayLength() : 0)
        {
            Steps = [.. StepsOf(result)],
        };
    }

    private static IEnumerable<string> StepsOf(JsonElement result)
    {
        if (!result.GetProperty("properties").TryGetProperty("customProperties", out JsonElement custom))
        {
            yield break;
        }

        for (int step = 1; custom.TryGetProperty($"Step{step}", out JsonElement text); step++)
        {
            yield return text.GetString()!;
        }
    }

    private static Dictionary<string, string> ReadLevels(JsonElement run)
    {
        JsonElement rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        // PSAFE001 has two descriptors: what it says of options needs the whole compilation.
        Dictionary<string, string> levels = rules.EnumerateArray()
            .DistinctBy(static rule => rule.GetProperty("id").GetString())
            .ToDictionary(
                static rule => rule.GetProperty("id").GetString()!,
                static rule =>
                    rule.TryGetProperty("defaultConfiguration", out JsonElement configuration) ? Level(configuration) : "warning");

        if (run.TryGetProperty("invocations", out JsonElement invocations)
            && invocations[0].TryGetProperty("ruleConfigurationOverrides", out JsonElement overrides))
        {
            foreach (JsonElement change in overrides.EnumerateArray())
            {
                levels[change.GetProperty("descriptor").GetProperty("id").GetString()!] = Level(change.GetProperty("configuration"));
            }
        }

        return levels;
    }

    private static string Level(JsonElement configuration) =>
        configuration.TryGetProperty("enabled", out JsonElement enabled) && !enabled.GetBoolean() ? "none"
        : configuration.TryGetProperty("level", out JsonElement level) ? level.GetString()!
        : "warning";
}
