using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Configuration;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFES701: takes the word from analyzers that advise to await a wait which PSAFE701 reports. The awaited wait hangs as the present one
/// does, and whoever follows the advice takes the hazard for repaired.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitAdviceSuppressor : DiagnosticSuppressor
{
    private static readonly string[] Advice = { "CA1849", "VSTHRD103", "AsyncFixer02", "MA0042" };

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Advice
        .Select(static id => new SuppressionDescriptor(
            "PSAFES701",
            id,
            "PSAFE701 reports this wait: awaiting it in the same place hangs as well."))
        .ToImmutableArray();

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        ProcessModel model = ProcessModel.For(context.Compilation, context.Options, context.CancellationToken);
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && !RuleSeverity.IsOff(Rules.WaitsBeforeReading.Id, tree, context.Compilation, context.CancellationToken)
                && ProcessVerdicts.Of(model).In(tree, context.Options, context.CancellationToken).Any(finding =>
                    finding.Hazard == ProcessHazard.WaitsBeforeReading
                    && ProcessPlaces.Of(finding.Event).Location.SourceSpan.OverlapsWith(diagnostic.Location.SourceSpan)))
            {
                context.ReportSuppression(Suppression.Create(
                    SupportedSuppressions.First(suppression => suppression.SuppressedDiagnosticId == diagnostic.Id),
                    diagnostic));
            }
        }
    }
}
