using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>Work that a handler starts, and that it neither keeps nor gives any time.</summary>
internal static class DroppedWork
{
    public static IEnumerable<IInvocationOperation> Of(ExitHandler handler, ProcessModel model, CancellationToken cancellationToken) =>
        handler.OwnCode().OfType<IInvocationOperation>().Where(call => IsDropped(call)
            && GoesOn(call, CallTargets.Of(model), cancellationToken)
            && !IsWaitedAfter(call, handler, cancellationToken)
            && !RaisedCode.RunBy(call, model, cancellationToken).Any());

    /// <summary>The first await of a body; null when it has none.</summary>
    public static TextSpan? FirstAwait(SyntaxNode handler)
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

    /// <summary>True for a call whose task nobody keeps, nor one that continues from it.</summary>
    private static bool IsDropped(IInvocationOperation call)
    {
        IOperation whole = call;
        while (whole.Parent is IConversionOperation or IConditionalAccessOperation
            || (whole.Parent is IInvocationOperation { TargetMethod.Name: var name } next
                && next.Instance == whole
                && (KnownNames.SameTask.Has(name) || KnownNames.TaskContinuations.Has(name))))
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
            && bodies.All(static body => body.Method.IsAsync && FirstAwait(body.Declaration.Syntax) is not null));

    /// <summary>A wait for anything gives the work its time, bounded or not.</summary>
    private static bool IsWaitedAfter(IInvocationOperation call, ExitHandler handler, CancellationToken cancellationToken) =>
        handler.Paths(cancellationToken).Any(path => path.Fact is Waited or Paused or Polled
            && path.First.Tree == call.Syntax.SyntaxTree
            && path.First.Span.Start >= call.Syntax.SpanStart)
        || handler.OwnCode().OfType<IInvocationOperation>().Any(other => other.Syntax.SpanStart > call.Syntax.SpanStart
            && Signals.IsNamedAsWait(other.TargetMethod));
}
