using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE708: the last lines of a child are missing, because a timed wait does not wait for the handlers of OutputDataReceived.
/// PSAFE721: they are missing, because something else than a wait says that the child has exited.
/// Reported on a wait with a timeout after which no other wait follows, when a handler keeps the lines in something that is used
/// afterwards or that others can use; and on the use of it in a handler of Exited, a loop that asks HasExited, and a wait for what a
/// handler of Exited completes, when it is used behind them.
/// Left alone when a wait without timeout or WaitForExitAsync follows, when the timeout is zero or infinite, and for handlers that only
/// hand the lines on to a log or the console, or count the null line.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostLinesAnalyzer : ProcessSafetyAnalyzer
{
    public LostLinesAnalyzer()
        : base(Rules.LosesLastLines, Rules.ExitIsTakenForEnd)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken))
            {
                if (finding.Hazard is ProcessHazard.LosesLastLines or ProcessHazard.TakesExitForEnd)
                {
                    (Location place, string text) = ProcessPlaces.Of(finding.Event);
                    file.ReportDiagnostic(Diagnostic.Create(
                        finding.Hazard == ProcessHazard.LosesLastLines ? Rules.LosesLastLines : Rules.ExitIsTakenForEnd,
                        place,
                        ProcessPlaces.LocationsOf(finding.Others),
                        text,
                        finding.Store));
                }
            }
        });
}
