using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE714: a handler of a process comes when its event may have been raised already.
/// Reported where Exited gets a handler after EnableRaisingEvents is set, or a data event after Begin…ReadLine, on a process that runs.
/// Left alone: processes that are not started yet, code that asks HasExited afterwards, and handlers that are attached before too.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LateHandlerAnalyzer : ProcessSafetyAnalyzer
{
    public LateHandlerAnalyzer()
        : base(Rules.HandlerIsLate)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (LateHandler late in LateHandlerVerdict.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.HandlerIsLate,
                    late.Event.Syntax.GetLocation(),
                    new[] { late.From.Syntax.GetLocation() },
                    Sites.OneLine(late.Event.Syntax.ToString()),
                    Sites.OneLine(late.From.Syntax.ToString()),
                    late.Event.Event.Name == "Exited"
                        ? "it does not run if the process exits before this line"
                        : "lines that arrive before this line are lost"));
            }
        });
}
