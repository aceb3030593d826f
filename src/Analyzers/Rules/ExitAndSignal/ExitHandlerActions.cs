using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>Brings every exit handler of a compilation to a rule, live: in the file that the handler is written in.</summary>
internal static class ExitHandlerActions
{
    /// <param name="check">Gets one handler, and reports inside it. What two events run is reported once.</param>
    public static void RegisterExitHandlerAction(
        this CompilationStartAnalysisContext context,
        ProcessModel model,
        Action<ExitHandler, Action<Diagnostic>, CancellationToken> check) =>
        context.RegisterSemanticModelAction(file =>
        {
            List<Diagnostic> found = new();
            foreach (ExitHandler handler in ExitHandlers.Of(model).All(file.CancellationToken))
            {
                if (handler.Body.Syntax.SyntaxTree == file.SemanticModel.SyntaxTree)
                {
                    check(handler, found.Add, file.CancellationToken);
                }
            }

            // What a handler comes to by way of a delegate is reported where the code of the delegate stands, if that is a handler too.
            HashSet<(string, TextSpan, Location?)> reported = new();
            foreach (Diagnostic diagnostic in found)
            {
                Location? end = diagnostic.AdditionalLocations.LastOrDefault();
                if (!found.Exists(other => other.Id == diagnostic.Id && other.AdditionalLocations.Count == 0 && other.Location == end)
                    && reported.Add((diagnostic.Id, diagnostic.Location.SourceSpan, end)))
                {
                    file.ReportDiagnostic(diagnostic);
                }
            }
        });
}
