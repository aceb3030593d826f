using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE701, PSAFE702: the parent waits for the child while the child waits until somebody reads the pipe that it has filled.
/// Reported on a wait for exit, in any form, before a redirected stream has begun to be read that is read later; and on the read of
/// one stream to its end before the other has begun to be read.
/// Left alone when a task, a thread or Begin…ReadLine reads by then, when the process was killed, when wait and read share a loop,
/// and when the process went to code that is not seen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitBeforeReadAnalyzer : ProcessSafetyAnalyzer
{
    public WaitBeforeReadAnalyzer()
        : base(Rules.WaitsBeforeReading, Rules.ReadsInTurn)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken))
            {
                if (finding.Hazard is ProcessHazard.WaitsBeforeReading or ProcessHazard.ReadsInTurn)
                {
                    file.ReportDiagnostic(Of(finding));
                }
            }
        });

    private static Diagnostic Of(ProcessFinding finding)
    {
        (Location location, string text) = ProcessPlaces.Of(finding.Event);
        bool isWait = finding.Hazard == ProcessHazard.WaitsBeforeReading;
        string names = ProcessPlaces.NamesOf(finding.Streams);
        return Diagnostic.Create(
            isWait ? Rules.WaitsBeforeReading : Rules.ReadsInTurn,
            location,
            ProcessPlaces.LocationsOf(finding.Others),
            ProcessPlaces.PropertiesOf(finding),
            text,
            isWait ? StallOf(finding, names) : names);
    }

    /// <summary>What becomes of the wait, as the message says it: one with a timeout ends, and the child is blamed for it.</summary>
    private static string StallOf(ProcessFinding finding, string names) => finding.Event.Kind == ProcessEventKind.TimedWait
        ? $"times out if the pipe fills, although the child only waits for {names} to be read"
        : $"waits while {names} {(finding.Streams.Length > 1 ? "are" : "is")} not being read: if the pipe fills, both processes hang";
}
