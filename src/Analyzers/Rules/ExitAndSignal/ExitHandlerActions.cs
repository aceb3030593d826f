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
            HashSet<(string, TextSpan, Location?)> reported = new();
            foreach (ExitHandler handler in ExitHandlers.Of(model).All(file.CancellationToken))
            {
                if (handler.Body.Syntax.SyntaxTree == file.SemanticModel.SyntaxTree)
                {
                    check(handler, Report, file.CancellationToken);
                }
            }

            void Report(Diagnostic diagnostic)
            {
                if (reported.Add((diagnostic.Id, diagnostic.Location.SourceSpan, diagnostic.AdditionalLocations.LastOrDefault())))
                {
                    file.ReportDiagnostic(diagnostic);
                }
            }
        });
}
