using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <content>The statements of a body, and the bodies that Main hands its work to.</content>
internal sealed partial class ChildModeBranches
{
    /// <summary>The statements that run one after the other in a body, those of try, using, lock and do included.</summary>
    public static IEnumerable<IOperation> Sequence(IOperation? body) => body switch
    {
        null => Enumerable.Empty<IOperation>(),
        IMethodBodyBaseOperation method => Sequence(method.BlockBody ?? method.ExpressionBody),
        IBlockOperation block => block.Operations.SelectMany(Sequence),
        ITryOperation attempt => Sequence(attempt.Body).Concat(Sequence(attempt.Finally)),
        IUsingOperation scope => Sequence(scope.Body).Prepend(scope.Resources),
        ILockOperation scope => Sequence(scope.Body).Prepend(scope.LockedValue),
        IWhileLoopOperation loop when !loop.ConditionIsTop || loop.Condition is { ConstantValue: { HasValue: true, Value: true } } =>
            Sequence(loop.Body),
        ILocalFunctionOperation or IReturnOperation { IsImplicit: true, ReturnedValue: null } => Enumerable.Empty<IOperation>(),
        _ => new[] { body },
    };

    /// <summary>The body behind the first call of a path: of a method, a local function or a lambda; null when it is not bound.</summary>
    public IOperation? BodyBehindFirst(CallPath path, CancellationToken cancellationToken)
    {
        IOperation? next = OperationAt(path.Hops.Length > 1 ? path.Hops[1] : path.Fact.Site, cancellationToken);
        IOperation? body = next is null ? null : ControlFlow.BodyAround(next);
        HashSet<SyntaxNode> left = new();
        while (body is ILocalFunctionOperation && left.Add(body.Syntax) && InnerCall(body) is { } call)
        {
            body = ControlFlow.BodyAround(call);
        }

        return body switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            ILocalFunctionOperation function => function.Body,
            _ => body,
        };
    }

    /// <summary>
    /// The one call of a local function in another one: of calls in local functions a path names the outermost only. Null for a call of
    /// the member itself.
    /// </summary>
    private static IOperation? InnerCall(IOperation function) =>
        ValueUses.OnlyCall(function) is { } call && ControlFlow.BodyAround(call) is ILocalFunctionOperation ? call : null;

    /// <summary>The decisions that lie around a place in its body, or end that body before it.</summary>
    private IEnumerable<IOperation> DecisionsRound(Site site, CancellationToken cancellationToken)
    {
        IOperation? child = OperationAt(site, cancellationToken);
        HashSet<SyntaxNode> left = new();
        while (child?.Parent is { } parent)
        {
            if (parent is ILocalFunctionOperation)
            {
                // One that only itself calls runs never, and would be left forever.
                child = left.Add(parent.Syntax) ? InnerCall(parent) : null;
                continue;
            }

            if (IsDecision(parent))
            {
                yield return parent;
            }

            foreach (IOperation earlier in parent is IBlockOperation block
                ? block.Operations.TakeWhile(statement => statement != child)
                : Enumerable.Empty<IOperation>())
            {
                foreach (IOperation decision in Decisions(earlier).Where(static decision => decision.Descendants().Any(IsExit)))
                {
                    yield return decision;
                }
            }

            child = parent;
        }
    }

    private IOperation? OperationAt(Site site, CancellationToken cancellationToken)
    {
        IOperation? operation = null;
        for (SyntaxNode? node = site.Tree.GetRoot(cancellationToken).FindNode(site.Span, getInnermostNodeForTie: true);
            node is not null && operation is null;
            node = node.Parent)
        {
            operation = _bodies.Model(site.Tree)?.GetOperation(node, cancellationToken);
        }

        return operation;
    }

    /// <summary>True for a decision in a lambda that runs on the way to a start: its statement is not the one that decides.</summary>
    private static bool RunsThroughLambdaRound(IOperation decision, CallPath start) =>
        ControlFlow.BodyAround(decision) is IAnonymousFunctionOperation lambda
        && !Contains(lambda, start.First)
        && start.Hops.Skip(1).Append(start.Fact.Site).Any(site => Contains(lambda, site));
}
