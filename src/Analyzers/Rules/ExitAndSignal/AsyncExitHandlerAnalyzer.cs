using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE803: a handler of the process's end is async, and the process is gone before the rest of it runs.
/// Reported at the first await of an async handler of ProcessExit or of the default context's Unloading.
/// Left alone in handlers of CancelKeyPress and of signals, and where only a delegate inside the handler awaits.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncExitHandlerAnalyzer : ProcessSafetyAnalyzer
{
    public AsyncExitHandlerAnalyzer()
        : base(Rules.ExitHandlerAwaits)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterExitHandlerAction(model, static (handler, report, _) =>
        {
            if (handler.IsLastCall && handler.Method.IsAsync && FirstAwait(handler.Body.Syntax) is { } awaits)
            {
                string root = string.Join(" → ", handler.Root.Names);
                report(Diagnostic.Create(Rules.ExitHandlerAwaits, Location.Create(handler.Body.Syntax.SyntaxTree, awaits), root));
            }
        });

    private static TextSpan? FirstAwait(SyntaxNode handler)
    {
        foreach (SyntaxNode node in handler.DescendantNodes(node => node == handler
            || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            switch (node)
            {
                case AwaitExpressionSyntax await:
                    return await.Span;
                case CommonForEachStatementSyntax { AwaitKeyword: { RawKind: (int)SyntaxKind.AwaitKeyword } keyword }:
                    return keyword.Span;
                case UsingStatementSyntax { AwaitKeyword: { RawKind: (int)SyntaxKind.AwaitKeyword } keyword }:
                    return keyword.Span;
                case LocalDeclarationStatementSyntax { AwaitKeyword: { RawKind: (int)SyntaxKind.AwaitKeyword } keyword }:
                    return keyword.Span;
            }
        }

        return null;
    }
}
