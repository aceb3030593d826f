using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Corpus;
using ProcessSafety.Corpus.Projects;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>`own PATH…`: the time of all rules, and of the packages that a team may have beside them, over real source trees.</summary>
internal static class OwnTimeCommand
{
    private static readonly int Passes = int.Parse(Environment.GetEnvironmentVariable("PASSES") ?? "3");

    /// <summary>The analyzer packages that are measured beside this one, copied to the output by the project file.</summary>
    public static ImmutableArray<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> Compared { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "compared")).Order(StringComparer.Ordinal)
            .Select(static folder => (Path.GetFileName(folder), Analyzers(folder)))];

    public static async Task WriteAsync(string folder, bool isAlone, CancellationToken cancellationToken)
    {
        SourceTree tree = SourceTree.Read(CorpusOptions.Parse([folder]));
        ImmutableArray<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> others = isAlone ? [] : Compared;
        OwnTimes times = await OwnTimes.MeasureAsync(
                tree,
                [.. SharedWork.All, .. Subject.Rules, .. others.SelectMany(static other => other.Analyzers)],
                Passes,
                cancellationToken)
            .ConfigureAwait(false);
        StringBuilder text = new();
        Row(text, times.Binding.TotalMilliseconds, 100, $"binding and flow of {tree.Lines:N0} lines, no analyzer");
        Section(text, times, "ProcessSafety.Analyzers", [.. SharedWork.All, .. Subject.Rules]);
        foreach ((string name, ImmutableArray<DiagnosticAnalyzer> analyzers) in others)
        {
            Section(text, times, name, analyzers);
        }

        Console.Write(text);
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*Analyzer*.dll")
            .Concat(Directory.EnumerateFiles(folder, "AsyncFixer.dll"))
            .Where(static file => !file.Contains("CodeFix", StringComparison.Ordinal))
            .SelectMany(static file => AnalyzerAssembly.Load(file))];

    private static void Section(StringBuilder text, OwnTimes times, string name, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Row(text, times.Of(analyzers).TotalMilliseconds, times.Share(analyzers), $"{name}, {analyzers.Length} analyzers");
        foreach (DiagnosticAnalyzer analyzer in analyzers.OrderByDescending(analyzer => times.Of([analyzer])))
        {
            Row(text, times.Of([analyzer]).TotalMilliseconds, times.Share([analyzer]), "  " + NameOf(analyzer));
        }
    }

    private static string NameOf(DiagnosticAnalyzer analyzer) => analyzer is SharedWork shared
        ? $"shared: {shared.Name}"
        : $"{analyzer.GetType().Name} ({string.Join(' ', analyzer.SupportedDiagnostics.Select(static rule => rule.Id).Distinct())})";

    private static void Row(StringBuilder text, double milliseconds, double percent, string name) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"{milliseconds,10:F1} ms {percent,7:F2} %  {name}");
}
