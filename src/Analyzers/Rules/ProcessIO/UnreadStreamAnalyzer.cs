using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Starts;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE703: the parent redirects a stream of the child, and nobody reads it: the child blocks by itself once the pipe is full. Nor does
/// anybody where a parameter decides against it and the wait follows anyway.
/// Reported where the stream is redirected by a constant, or at the start when that lies elsewhere; a handler of OutputDataReceived
/// reads nothing without BeginOutputReadLine.
/// Left alone when the stream is read, closed or passed on, the redirect is conditional, the process is disposed of at once, or it goes
/// to code that is not seen; a process in a field is judged by all that uses the field.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadStreamAnalyzer : ProcessSafetyAnalyzer
{
    public UnreadStreamAnalyzer()
        : base(Rules.NeverReads)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (ProcessFinding finding in ProcessVerdicts.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.Options, file.CancellationToken)
                .Where(static found => found.Hazard == ProcessHazard.NeverReads))
            {
                (Location start, string call) = ProcessPlaces.Of(finding.Event);
                (Location place, string text) = finding.Redirect is { } redirect
                    ? (redirect.Place.Syntax.GetLocation(), Sites.OneLine(redirect.Place.Syntax.ToString()))
                    : (start, call);
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.NeverReads,
                    place,
                    ProcessPlaces.LocationsOf(finding.Others),
                    ProcessPlaces.PropertiesOf(finding).AddRange(RedirectUses.PropertiesOf(finding, model, file.CancellationToken)),
                    text,
                    ProcessPlaces.NamesOf(finding.Streams),
                    finding.When is { } when ? " when " + when : string.Empty));
            }
        });
}
