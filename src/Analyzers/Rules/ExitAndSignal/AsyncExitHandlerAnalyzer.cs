using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

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
    private const string AtStart = "starts this and does not wait for it";

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
                if (FirstAwait(handler.Body.Syntax) is { } awaits)
                {
                    Report(awaits, AtAwait);
                }
            }
            else
            {
                foreach (IInvocationOperation call in handler.OwnCode().OfType<IInvocationOperation>())
                {
                    if (IsDropped(call)
                        && GoesOn(call, CallTargets.Of(model), cancellationToken)
                        && !IsWaitedAfter(call, handler, cancellationToken))
                    {
                        Report(call.Syntax.Span, AtStart);
                    }
                }
            }

            void Report(TextSpan place, string way) => report(Diagnostic.Create(
                Rules.ExitHandlerAwaits,
                Location.Create(handler.Body.Syntax.SyntaxTree, place),
                string.Join(" → ", handler.Root.Names),
                way));
        });

    /// <summary>True for a call whose task nobody keeps.</summary>
    private static bool IsDropped(IInvocationOperation call)
    {
        IOperation whole = call;
        while (whole.Parent is IConversionOperation or IConditionalAccessOperation)
        {
            whole = whole.Parent;
        }

        return whole.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }
            || (whole.Parent is IReturnOperation { IsImplicit: true } returned
                && returned.Parent?.Parent is IAnonymousFunctionOperation { Symbol.ReturnsVoid: true });
    }

    /// <summary>True for a call that starts a task, or runs an async body that awaits something.</summary>
    private static bool GoesOn(IInvocationOperation call, CallTargets targets, CancellationToken cancellationToken) =>
        Signals.StartsTask(call.TargetMethod)
        || (targets.Of(call, cancellationToken) is { IsEmpty: false } bodies
            && bodies.All(static body => body.Method.IsAsync && FirstAwait(SyntaxOf(body)) is not null));

    private static SyntaxNode SyntaxOf(CallTarget body) =>
        (body.Body.Parent is IAnonymousFunctionOperation or ILocalFunctionOperation ? body.Body.Parent : body.Body).Syntax;

    /// <summary>A wait for anything gives the work its time, bounded or not.</summary>
    private static bool IsWaitedAfter(IInvocationOperation call, ExitHandler handler, CancellationToken cancellationToken) =>
        handler.Paths(cancellationToken).Any(path => path.Fact is Waited or Paused or Polled
            && path.First.Tree == call.Syntax.SyntaxTree
            && path.First.Span.Start >= call.Syntax.SpanStart)
        || handler.OwnCode().OfType<IInvocationOperation>().Any(other => other.Syntax.SpanStart > call.Syntax.SpanStart
            && Signals.IsNamedAsWait(other.TargetMethod));

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
