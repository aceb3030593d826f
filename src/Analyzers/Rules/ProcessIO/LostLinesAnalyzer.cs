using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE708: the last lines of a child are missing, because a timed wait does not wait for the handlers of OutputDataReceived.
/// Reported on a wait with a timeout after which no other wait follows, when a handler keeps the lines in something that is used
/// afterwards or that others can use.
/// Left alone when a wait without timeout or WaitForExitAsync follows, when the timeout is zero or infinite, and for handlers that only
/// hand the lines on to a log or the console.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostLinesAnalyzer : ProcessSafetyAnalyzer
{
    public LostLinesAnalyzer()
        : base(Rules.LosesLastLines)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken)
                .Where(static found => found.Hazard == ProcessHazard.LosesLastLines))
            {
                (Location place, string text) = ProcessPlaces.Of(finding.Event);
                file.ReportDiagnostic(Diagnostic.Create(Rules.LosesLastLines, place, text, finding.Store));
            }
        });
}
