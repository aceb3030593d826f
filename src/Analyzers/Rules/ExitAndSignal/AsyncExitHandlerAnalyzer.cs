using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE803: a handler of the process's end is async, or starts work that it does not wait for, and the process is gone before the rest of
/// it runs.
/// Reported at the first await of an async handler of ProcessExit or of the default context's Unloading, and where such a handler drops a
/// task that it starts, or calls an async method that returns nothing.
/// Left alone in handlers of CancelKeyPress and of signals, where only a delegate inside the handler awaits, and where the handler waits
/// for anything after the start.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncExitHandlerAnalyzer : ProcessSafetyAnalyzer
{
    private const string AtAwait = "returns at this await";
    private const string AtStart = "starts this without waiting for it";

    public AsyncExitHandlerAnalyzer()
        : base(Rules.ExitHandlerAwaits)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterExitHandlerAction(model, (handler, report, cancellationToken) =>
        {
            if (!handler.IsLastCall)
            {
                return;
            }

            if (handler.Method.IsAsync)
            {
                if (DroppedWork.FirstAwait(handler.Body.Syntax) is { } awaits)
                {
                    Report(awaits, AtAwait);
                }
            }
            else
            {
                foreach (IInvocationOperation call in DroppedWork.Of(handler, model, cancellationToken))
                {
                    Report(call.Syntax.Span, AtStart);
                }
            }

            void Report(TextSpan place, string way) => report(Diagnostic.Create(
                Rules.ExitHandlerAwaits,
                Location.Create(handler.Body.Syntax.SyntaxTree, place),
                HandlerCode.Properties(handler, handler.Body.Syntax.SyntaxTree, place, model, cancellationToken),
                string.Join(" → ", handler.Root.Names),
                way));
        });
}
