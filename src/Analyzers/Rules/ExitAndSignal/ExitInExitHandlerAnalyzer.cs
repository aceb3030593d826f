using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE802: a handler of the process's end calls Environment.Exit, which waits for the end that waits for the handler.
/// Reported when a handler of ProcessExit or of the default context's Unloading reaches the call.
/// Left alone in handlers of CancelKeyPress and of signals, which may end the process.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExitInExitHandlerAnalyzer : ProcessSafetyAnalyzer
{
    public ExitInExitHandlerAnalyzer()
        : base(Rules.ExitHandlerExits)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterExitHandlerAction(model, (handler, report, cancellationToken) =>
        {
            if (!handler.IsLastCall)
            {
                return;
            }

            foreach (CallPath path in handler.Paths(cancellationToken))
            {
                if (path.Fact is ProcessEnded { RunsHandlers: true })
                {
                    report(Rules.ExitHandlerExits.At(
                        path,
                        HandlerCode.Properties(path, handler, model, cancellationToken),
                        path.Text));
                }
            }
        });
}
