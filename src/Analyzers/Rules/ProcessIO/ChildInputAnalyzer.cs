using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE704: a child that reads its input to the end waits for an input that stays open, or fills its output while the parent still writes.
/// Reported on a wait for exit, or a read to the end, while the redirected input is open; and on a write of an array, in a loop or from
/// another stream, before the output has begun to be read.
/// Left alone when the input is closed by then or passed on, when the last write is a short constant such as a quit command, when the
/// text may be absent, and when the process went to code that is not seen. The open input of a process in a field is left alone too.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChildInputAnalyzer : ProcessSafetyAnalyzer
{
    private const string LeftOpen =
        "a child that reads its input to the end waits until StandardInput is closed. Close it after the last write";
    private const string FilledTooEarly =
        "a child that answers while it reads blocks once its output pipe is full. Start reading before writing";

    public ChildInputAnalyzer()
        : base(Rules.InputStallsChild)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken)
                .Where(static found => found.Hazard is ProcessHazard.LeavesInputOpen or ProcessHazard.WritesBeforeReading))
            {
                (Location place, string text) = ProcessPlaces.Of(finding.Event);
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.InputStallsChild,
                    place,
                    ProcessPlaces.LocationsOf(finding.Others),
                    finding.Hazard == ProcessHazard.LeavesInputOpen
                        ? ProcessPlaces.WithCall(InputUses.PropertiesOf(finding, model, file.CancellationToken), finding)
                        : ProcessPlaces.PropertiesOf(finding),
                    text,
                    finding.Hazard == ProcessHazard.LeavesInputOpen ? LeftOpen : FilledTooEarly));
            }
        });
}
