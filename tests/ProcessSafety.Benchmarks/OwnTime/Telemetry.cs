using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>What the compiler tells of the analyzers that it has run, on one thread.</summary>
internal static class Telemetry
{
    public static async Task<ImmutableDictionary<DiagnosticAnalyzer, AnalyzerTelemetryInfo>> OfAsync(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        CancellationToken cancellationToken)
    {
        // The compiler needs its declarations whoever asks for them first.
        compilation.GetDeclarationDiagnostics(cancellationToken);
        CompilationWithAnalyzersOptions settings = new(
            new AnalyzerOptions([]),
            onAnalyzerException: static (_, _, _) => { },
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true);
        AnalysisResult result = await compilation.WithAnalyzers(analyzers, settings)
            .GetAnalysisResultAsync(cancellationToken)
            .ConfigureAwait(false);
        return result.AnalyzerTelemetryInfo;
    }
}
