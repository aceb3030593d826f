using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE722: a time limit comes behind a read that has none.
/// PSAFE723: one stream is read both by its reader and by events.
/// Reported on a read to the end that a timed wait follows, or a kill when a time is over; and on the second of two ways to read a stream.
/// Left alone when the read has begun before as a task, has a token, or something else kills meanwhile; when the two ways exclude each
/// other, or are of two streams or processes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutputReadAnalyzer : ProcessSafetyAnalyzer
{
    public OutputReadAnalyzer()
        : base(Rules.LimitComesTooLate, Rules.StreamIsReadTwoWays)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken))
            {
                if (finding.Hazard is ProcessHazard.LimitsTooLate or ProcessHazard.MixesReads)
                {
                    file.ReportDiagnostic(Of(finding));
                }
            }
        });

    private static Diagnostic Of(ProcessFinding finding)
    {
        (Location location, string text) = ProcessPlaces.Of(finding.Event);
        return Diagnostic.Create(
            finding.Hazard == ProcessHazard.LimitsTooLate ? Rules.LimitComesTooLate : Rules.StreamIsReadTwoWays,
            location,
            ProcessPlaces.LocationsOf(finding.Others),
            ProcessPlaces.PropertiesOf(finding),
            text,
            ProcessPlaces.Of(finding.Others[0]).Text,
            ProcessPlaces.NamesOf(finding.Streams));
    }
}
