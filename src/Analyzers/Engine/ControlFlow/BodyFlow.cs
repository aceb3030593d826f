using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.ControlFlow;

/// <summary>A place in the flow of one body: after the evaluation of one operation of a basic block.</summary>
/// <param name="Block">The ordinal of the block.</param>
/// <param name="Index">The operation's place in the block, in the order of evaluation.</param>
internal readonly record struct FlowPoint(int Block, int Index);

/// <summary>
/// The control flow of one body. Find operations on the plain tree, where `?.`, `??` and `using` are readable,
/// place them here by their syntax, and ask which places lead to which.
/// A lambda or local function inside the body is one operation of it and a body of its own.
/// </summary>
internal sealed class BodyFlow
{
    private readonly Dictionary<SyntaxNode, List<FlowPoint>> _places = new();
    private readonly ImmutableArray<IOperation>[] _operations;

    public BodyFlow(ControlFlowGraph graph)
    {
        Graph = graph;
        _operations = new ImmutableArray<IOperation>[graph.Blocks.Length];
        foreach (BasicBlock block in graph.Blocks)
        {
            _operations[block.Ordinal] = Evaluated(block);
            for (int index = 0; index < _operations[block.Ordinal].Length; index++)
            {
                Place(_operations[block.Ordinal][index], new FlowPoint(block.Ordinal, index));
            }
        }
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>Before the body's first operation.</summary>
    public FlowPoint Entry => new(0, -1);

    /// <summary>Where the body ends other than by an exception.</summary>
    public FlowPoint Exit => new(_operations.Length - 1, -1);

    /// <summary>
    /// The operations of the graph with their places, those included that the compiler makes of `using`, `foreach` and the like.
    /// </summary>
    public IEnumerable<(IOperation Operation, FlowPoint Point)> Operations
    {
        get
        {
            for (int block = 0; block < _operations.Length; block++)
            {
                for (int index = 0; index < _operations[block].Length; index++)
                {
                    yield return (_operations[block][index], new FlowPoint(block, index));
                }
            }
        }
    }

    /// <summary>
    /// Where an operation of the plain tree has been evaluated, or, for a statement, where its first part has been;
    /// null for one that belongs to another body or has nothing to evaluate.
    /// </summary>
    public FlowPoint? PointOf(IOperation operation)
    {
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            if (_places.TryGetValue(part.Syntax, out List<FlowPoint>? points))
            {
                return Best(points, part);
            }
        }

        return null;
    }

    /// <summary>Where `using` or `foreach` disposes of that: the declarator of a variable, or an expression.</summary>
    public FlowPoint? DisposalOf(SyntaxNode resource)
    {
        foreach (FlowPoint point in _places.TryGetValue(resource, out List<FlowPoint>? points) ? points : new List<FlowPoint>())
        {
            if (IsImplicitDisposal(At(point)))
            {
                return point;
            }
        }

        return null;
    }

    /// <summary>The places that control can come to from one place.</summary>
    /// <param name="from">The place to start from; it counts as reached only when control comes back to it.</param>
    /// <param name="barriers">Places where the paths end. They themselves are reached.</param>
    /// <param name="known">What a condition is known to be on these paths, such as the success of the try that they start from.</param>
    /// <param name="throughExceptions">True to follow exceptions into catch and finally too; each operation can throw.</param>
    public FlowReach From(
        FlowPoint from,
        IReadOnlyCollection<FlowPoint>? barriers = null,
        Func<IOperation, bool?>? known = null,
        bool throughExceptions = false) =>
        new(this, from, barriers ?? Array.Empty<FlowPoint>(), known, throughExceptions);

    /// <summary>True when some path leads from one place to the other and passes no barrier.</summary>
    public bool Reaches(FlowPoint from, FlowPoint to, params FlowPoint[] barriers) => From(from, barriers).Contains(to);

    /// <summary>True when an operation of the block between two indexes does more than to name or copy a value.</summary>
    internal bool MayThrow(int block, int start, int end)
    {
        for (int index = start; index < end && index < _operations[block].Length; index++)
        {
            if (_operations[block][index] is not (IExpressionStatementOperation or IInstanceReferenceOperation or ILocalReferenceOperation
                or IParameterReferenceOperation or IFieldReferenceOperation or ILiteralOperation or IArgumentOperation
                or ISimpleAssignmentOperation
                or IConversionOperation { IsImplicit: true } or IFlowCaptureOperation or IFlowCaptureReferenceOperation
                or IFlowAnonymousFunctionOperation
                or IDelegateCreationOperation or IIsNullOperation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The operation of the graph that makes the delegate of that lambda.</summary>
    internal IFlowAnonymousFunctionOperation? Lambda(SyntaxNode syntax)
    {
        foreach (FlowPoint point in _places.TryGetValue(syntax, out List<FlowPoint>? points) ? points : new List<FlowPoint>())
        {
            if (At(point) is IFlowAnonymousFunctionOperation lambda)
            {
                return lambda;
            }
        }

        return null;
    }

    /// <summary>True when the block begins with the disposal that `using` makes behind a check for null.</summary>
    internal bool IsDisposal(int block)
    {
        foreach (IOperation operation in _operations[block])
        {
            if (IsImplicitDisposal(operation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsImplicitDisposal(IOperation operation) =>
        operation is IInvocationOperation { IsImplicit: true, TargetMethod.Name: "Dispose" or "DisposeAsync" };

    private IOperation At(FlowPoint point) => _operations[point.Block][point.Index];

    private void Place(IOperation operation, FlowPoint point)
    {
        if (!_places.TryGetValue(operation.Syntax, out List<FlowPoint>? points))
        {
            _places.Add(operation.Syntax, points = new List<FlowPoint>(1));
        }

        points.Add(point);
    }

    /// <summary>Several operations of the graph may share one syntax: the one of the same kind that a person wrote comes first.</summary>
    private FlowPoint Best(List<FlowPoint> points, IOperation operation)
    {
        FlowPoint best = points[points.Count - 1];
        int bestMatch = 0;
        foreach (FlowPoint point in points)
        {
            IOperation candidate = At(point);
            int match = candidate.Kind != operation.Kind ? 0 : candidate.IsImplicit != operation.IsImplicit ? 1 : 2;
            if (match > bestMatch)
            {
                (best, bestMatch) = (point, match);
            }
        }

        return best;
    }

    /// <summary>All operations of a block in the order of their evaluation, without recursion: chains of operators may be long.</summary>
    private static ImmutableArray<IOperation> Evaluated(BasicBlock block)
    {
        ImmutableArray<IOperation>.Builder all = ImmutableArray.CreateBuilder<IOperation>();
        Stack<IOperation> open = new();
        foreach (IOperation operation in block.Operations)
        {
            Add(operation);
        }

        if (block.BranchValue is { } value)
        {
            Add(value);
        }

        return all.ToImmutable();

        void Add(IOperation root)
        {
            int start = all.Count;
            open.Push(root);
            while (open.Count > 0)
            {
                IOperation operation = open.Pop();
                all.Add(operation);
                foreach (IOperation child in operation.ChildOperations)
                {
                    open.Push(child);
                }
            }

            Reverse(all, start);
        }
    }

    private static void Reverse(ImmutableArray<IOperation>.Builder list, int start)
    {
        for (int low = start, high = list.Count - 1; low < high; low++, high--)
        {
            (list[low], list[high]) = (list[high], list[low]);
        }
    }
}
