using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProcessSafety.Tests.Robustness;

/// <summary>The repository that the tests were built from: the directory above the test assembly that holds the solution.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules",
    };

    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Every source-controlled kind of file below a folder, as paths relative to the root with forward slashes, in ordinal order.
    /// </summary>
    public static IReadOnlyList<string> Files(string folder = "", string pattern = "*")
    {
        string start = Path.Combine(Root, folder);
        if (!Directory.Exists(start))
        {
            return [];
        }

        List<string> files = [];
        Collect(new DirectoryInfo(start), pattern, files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static void Collect(DirectoryInfo directory, string pattern, List<string> files)
    {
        files.AddRange(directory.EnumerateFiles(pattern)
            .Where(file => file.Name != ".git")
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')));
        foreach (DirectoryInfo child in directory.EnumerateDirectories())
        {
            if (!Skipped.Contains(child.Name) && (child.Name[0] != '.' || child.Name == ".ci"))
            {
                Collect(child, pattern, files);
            }
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "ProcessSafety.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException("ProcessSafety.sln lies in no directory above " + AppContext.BaseDirectory);
    }
}
