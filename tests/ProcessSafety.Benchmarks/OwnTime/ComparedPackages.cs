using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>The analyzer packages that are measured alongside this one; the project file copies them to the output.</summary>
internal static class ComparedPackages
{
    public static ImmutableArray<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> All { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "compared"))
            .Order(StringComparer.Ordinal)
            .Select(static folder => (Path.GetFileName(folder), Load(folder)))];

    private static ImmutableArray<DiagnosticAnalyzer> Load(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.dll")
            .Where(static file => !Path.GetFileName(file).Contains("CodeFix", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(static file => AnalyzerAssembly.Load(file))];
}
