using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE710: the exit code of a process is asked for while that may still run.
/// PSAFE712: a process is killed alone, and what it has started keeps its output open.
/// PSAFE724: the wait for a process ends early, and the process lives on.
/// Reported on an exit code or time behind a timed wait whose result is dropped, or behind a kill with no wait; on a kill that an unlimited
/// wait for the end of the output follows; and on a wait with a token, limit or delay in the body that has started the process.
/// Left alone when HasExited is asked, when the exception is expected, in handlers; when nothing waits for the output, or for a while
/// only; and when the process is killed, waited for or handed on anywhere.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessEndAnalyzer : ProcessSafetyAnalyzer
{
    public ProcessEndAnalyzer()
        : base(Rules.ResultIsAskedTooEarly, Rules.KillSparesTheTree, Rules.ProcessIsLeftBehind)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken))
            {
                DiagnosticDescriptor? rule = finding.Hazard switch
                {
                    ProcessHazard.AsksTooEarly => Rules.ResultIsAskedTooEarly,
                    ProcessHazard.SparesTheTree => Rules.KillSparesTheTree,
                    ProcessHazard.LeavesBehind => Rules.ProcessIsLeftBehind,
                    _ => null,
                };
                if (rule is not null)
                {
                    file.ReportDiagnostic(Of(finding, rule));
                }
            }
        });

    private static Diagnostic Of(ProcessFinding finding, DiagnosticDescriptor rule)
    {
        (Location location, string text) = ProcessPlaces.Of(finding.Event);

        // A shell runs its command as a child of its own: there it is no question whether one is left.
        DiagnosticSeverity severity = finding is { Hazard: ProcessHazard.SparesTheTree, Command.IsShell: true }
            ? DiagnosticSeverity.Warning
            : rule.DefaultSeverity;
        return Diagnostic.Create(
            rule,
            location,
            severity,
            ProcessPlaces.LocationsOf(finding.Others),
            ProcessPlaces.PropertiesOf(finding),
            text,
            finding.Others.Select(static other => ProcessPlaces.Of(other).Text).FirstOrDefault());
    }
}
