using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace ProcessSafety.Scan.Loading;

/// <summary>The projects that a solution filter (.slnf) lists.</summary>
internal static class SolutionFilter
{
    /// <summary>Their paths, relative to the folder of the filter.</summary>
    /// <exception cref="JsonException">The file is no solution filter.</exception>
    public static IEnumerable<string> Read(string path)
    {
        using JsonDocument filter = JsonDocument.Parse(File.ReadAllText(path));
        if (!filter.RootElement.TryGetProperty("solution", out JsonElement solution)
            || !solution.TryGetProperty("path", out JsonElement solutionPath)
            || !solution.TryGetProperty("projects", out JsonElement projects))
        {
            throw new JsonException("a solution filter has 'solution', with 'path' and 'projects'");
        }

        // Paths of projects are relative to the solution, whose path is relative to the filter.
        string folder = Path.GetDirectoryName(solutionPath.GetString()!.Replace('\\', '/')) ?? "";
        List<string> paths = [];
        foreach (JsonElement project in projects.EnumerateArray())
        {
            paths.Add(Path.Combine(folder, project.GetString()!.Replace('\\', '/')));
        }

        return paths;
    }
}
