using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.ControlFlow;

/// <summary>
/// The control flow of every body of a compilation, made when it is first asked for. A body is what runs as one: that of a method,
/// accessor, constructor or initialiser, the top-level statements of a file, and each lambda and local function on its own.
/// Ask it late: a graph costs more than the binding of the body.
/// </summary>
internal sealed class ControlFlow
{
    private readonly Memo<IOperation, BodyFlow?> _bodies;

    public ControlFlow() => _bodies = new(Read, new SamePart<IOperation>(static body => body.Syntax));

    public static ControlFlow Of(ProcessModel model) => model.Get(static _ => new ControlFlow());

    /// <summary>The flow of the body that the operation runs in; null where the compiler makes no graph.</summary>
    public BodyFlow? Around(IOperation operation, CancellationToken cancellationToken) => Of(BodyAround(operation), cancellationToken);

    /// <summary>The flow of a whole body: an outermost operation, a lambda or a local function.</summary>
    public BodyFlow? Of(IOperation body, CancellationToken cancellationToken) => _bodies.Get(body, cancellationToken);

    private BodyFlow? Read(IOperation body, CancellationToken cancellationToken)
    {
        ControlFlowGraph? graph = body is IAnonymousFunctionOperation or ILocalFunctionOperation
            ? body.Parent is { } parent && Around(parent, cancellationToken) is { } outer ? Nested(body, outer, cancellationToken) : null
            : GraphOf(body, cancellationToken);
        return graph is null ? null : new BodyFlow(graph);
    }

    /// <summary>The body that an operation runs in: the nearest lambda or local function around it, or the outermost operation.</summary>
    public static IOperation BodyAround(IOperation operation)
    {
        IOperation body = operation;
        while (body.Parent is { } parent && body is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            body = parent;
        }

        return body;
    }

    /// <summary>What a body does itself, in source order: without what its lambdas and local functions do.</summary>
    public static IEnumerable<IOperation> OperationsOf(IOperation body)
    {
        Stack<IOperation> open = new();
        open.Push(body);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            yield return operation;
            if (operation == body || operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (IOperation child in operation.ChildOperations.Reverse())
                {
                    open.Push(child);
                }
            }
        }
    }

    /// <summary>
    /// The values that a body hands out itself, the elements of an iterator included: without what its lambdas and local functions return.
    /// </summary>
    public static IEnumerable<IOperation> ReturnsOf(IOperation body) => OperationsOf(body)
        .Select(static operation => (operation as IReturnOperation)?.ReturnedValue)
        .OfType<IOperation>();

    /// <summary>
    /// What of the same body has an operation in it and need not run, or not once, innermost first: a branch, a handler, the body of a
    /// loop. What decides between branches is in none of them.
    /// <code>if (IsFirst()) Set();    // Set() is in a branch, IsFirst() is not</code>
    /// </summary>
    public static IEnumerable<IOperation> BranchesRound(IOperation operation)
    {
        for (IOperation child = operation;
            child.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            child = parent)
        {
            bool isBranch = parent switch
            {
                IConditionalOperation choice => choice.Condition != child,
                ISwitchOperation or ISwitchExpressionOperation => child is ISwitchCaseOperation or ISwitchExpressionArmOperation,
                ITryOperation => child is ICatchClauseOperation,
                IForEachLoopOperation loop => loop.Collection != child,
                IForLoopOperation loop => !loop.Before.Contains(child),
                IWhileLoopOperation loop => loop.Condition != child,
                IConditionalAccessOperation access => access.WhenNotNull == child,
                ICoalesceOperation coalesce => coalesce.WhenNull == child,
                ICoalesceAssignmentOperation assignment => assignment.Value == child,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
                    both.RightOperand == child,
                _ => false,
            };
            if (isBranch)
            {
                yield return child;
            }
        }
    }

    /// <summary>
    /// The innermost loop of the same body that repeats an operation, in its condition too; what a foreach goes through is got once.
    /// </summary>
    public static ILoopOperation? LoopRound(IOperation operation)
    {
        for (IOperation child = operation;
            child.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            child = parent)
        {
            if (parent is ILoopOperation loop && (loop as IForEachLoopOperation)?.Collection != child)
            {
                return loop;
            }
        }

        return null;
    }

    /// <summary>True for what a branch is decided by, or a part of that.</summary>
    public static bool IsAsked(IOperation operation)
    {
        for (IOperation child = operation; child.Parent is { } parent; child = parent)
        {
            if ((parent is IConditionalOperation choice && choice.Condition == child)
                || (parent is ISwitchOperation cases && cases.Value == child)
                || (parent is ISwitchExpressionOperation arms && arms.Value == child))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a statement before the place returns from its body.</summary>
    public static bool MayReturnBefore(IOperation place) => OperationsOf(BodyAround(place))
        .Any(found => found is IReturnOperation { IsImplicit: false, Syntax: ReturnStatementSyntax }
            && found.Syntax.SpanStart < place.Syntax.SpanStart);

    private static ControlFlowGraph? GraphOf(IOperation body, CancellationToken cancellationToken) => body switch
    {
        { SemanticModel: null } => null,
        IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellationToken),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellationToken),
        IBlockOperation block => ControlFlowGraph.Create(block, cancellationToken),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellationToken),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellationToken),
        IParameterInitializerOperation parameter => ControlFlowGraph.Create(parameter, cancellationToken),
        _ => null,
    };

    private static ControlFlowGraph? Nested(IOperation body, BodyFlow outer, CancellationToken cancellationToken) =>
        body is ILocalFunctionOperation
            ? outer.Graph.LocalFunctions.FirstOrDefault(function => IsDeclaredBy(function, body.Syntax)) is { } symbol
                ? outer.Graph.GetLocalFunctionControlFlowGraph(symbol, cancellationToken)
                : null
            : outer.Lambda(body.Syntax) is { } lambda
                ? outer.Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken)
                : null;

    private static bool IsDeclaredBy(IMethodSymbol function, SyntaxNode declaration) =>
        declaration is LocalFunctionStatementSyntax
        && function.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == declaration.SyntaxTree
            && reference.Span == declaration.Span);

    /// <summary>True for code that runs because of an exception only.</summary>
    public static bool IsInCatch(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ICatchClauseOperation)
            {
                return true;
            }
        }

        return false;
    }
}
