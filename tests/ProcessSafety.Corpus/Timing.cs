using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using ProcessSafety.Corpus.Projects;

namespace ProcessSafety.Corpus;

/// <summary>
/// What the analyzers cost: each one's own time (its callbacks) beside the time in which the compiler binds the same code and
/// checks its flow. Everything runs on one thread and on fresh compilations, twice; the second pass counts, since the first pays
/// for the just-in-time compiler.
/// </summary>
internal static class Timing
{
    public static async Task<string> MeasureAsync(
        SourceTree tree,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        ImmutableArray<DiagnosticAnalyzer> compared,
        CancellationToken cancellationToken)
    {
        TimeSpan binding = default;
        Dictionary<DiagnosticAnalyzer, TimeSpan> own = [];
        ImmutableArray<DiagnosticAnalyzer> all = [.. analyzers, .. compared];
        for (int pass = 0; pass < 2; pass++)
        {
            binding = default;
            own.Clear();
            foreach (ProjectCompilation project in tree.Projects)
            {
                binding += Bind(OneThreaded(project.Compilation), cancellationToken);
                foreach ((DiagnosticAnalyzer analyzer, AnalyzerTelemetryInfo telemetry) in await Analyse(
                    OneThreaded(project.Compilation),
                    all,
                    cancellationToken))
                {
                    own[analyzer] = own.GetValueOrDefault(analyzer) + telemetry.ExecutionTime;
                }
            }
        }

        StringBuilder text = new();
        Row(text, "binding and flow, no analyzer", binding, binding);
        Section(text, analyzers, own, binding);
        foreach (IGrouping<string, DiagnosticAnalyzer> assembly in compared.GroupBy(static a => a.GetType().Assembly.GetName().Name ?? ""))
        {
            Section(text, assembly, own, binding);
        }

        return text.ToString();
    }

    private static TimeSpan Bind(Compilation compilation, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        compilation.GetDiagnostics(cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<ImmutableDictionary<DiagnosticAnalyzer, AnalyzerTelemetryInfo>> Analyse(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        CancellationToken cancellationToken)
    {
        CompilationWithAnalyzersOptions settings = new(
            new AnalyzerOptions([]),
            onAnalyzerException: static (_, _, _) => { },
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true);
        AnalysisResult result = await compilation.WithAnalyzers(analyzers, settings).GetAnalysisResultAsync(cancellationToken);
        return result.AnalyzerTelemetryInfo;
    }

    private static Compilation OneThreaded(Compilation compilation) =>
        compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));

    private static void Section(
        StringBuilder text,
        IEnumerable<DiagnosticAnalyzer> analyzers,
        Dictionary<DiagnosticAnalyzer, TimeSpan> own,
        TimeSpan binding)
    {
        List<DiagnosticAnalyzer> sorted = analyzers.OrderByDescending(a => own.GetValueOrDefault(a)).ToList();
        TimeSpan total = sorted.Aggregate(TimeSpan.Zero, (sum, a) => sum + own.GetValueOrDefault(a));
        Row(text, $"{sorted[0].GetType().Assembly.GetName().Name}, {sorted.Count} analyzers", total, binding);
        foreach (DiagnosticAnalyzer analyzer in sorted)
        {
            Row(
                text,
                $"  {analyzer.GetType().Name} ({string.Join(' ', analyzer.SupportedDiagnostics.Select(static d => d.Id).Distinct())})",
                own.GetValueOrDefault(analyzer),
                binding);
        }
    }

    private static void Row(StringBuilder text, string name, TimeSpan time, TimeSpan binding) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds,10:F0} ms {100 * (time / binding),7:F2} %  {name}");
}
