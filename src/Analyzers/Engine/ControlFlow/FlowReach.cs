using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProcessSafety.Analyzers.Engine.ControlFlow;

/// <summary>
/// The places that control can come to from one place of a body. A branch out of a try goes through its finally blocks first;
/// a disposal that `using` makes is taken for certain, although it hides behind a check for null.
/// </summary>
internal sealed class FlowReach
{
    private const int Nowhere = -1;

    private readonly BodyFlow _flow;
    private readonly FlowPoint _from;
    private readonly ILookup<int, int> _barriers;
    private readonly Func<IOperation, bool?>? _known;
    private readonly bool _throughExceptions;

    private readonly bool[] _entered;
    private readonly HashSet<(int Block, Pending? After)> _seen = new();
    private readonly Queue<(int Block, Pending? After)> _open = new();

    internal FlowReach(
        BodyFlow flow,
        FlowPoint from,
        IReadOnlyCollection<FlowPoint> barriers,
        Func<IOperation, bool?>? known,
        bool throughExceptions)
    {
        (_flow, _from, _known, _throughExceptions) = (flow, from, known, throughExceptions);
        _barriers = barriers.ToLookup(static point => point.Block, static point => point.Index);
        _entered = new bool[flow.Graph.Blocks.Length];
        Leave(_from.Block, _from.Index + 1, after: null);
        while (_open.Count > 0)
        {
            (int block, Pending? after) = _open.Dequeue();
            _entered[block] = true;
            Leave(block, 0, after);
        }
    }

    public bool Contains(FlowPoint point) =>
        (_entered[point.Block] && point.Index <= End(point.Block, 0))
        || (point.Block == _from.Block && point.Index > _from.Index && point.Index <= End(point.Block, _from.Index + 1));

    public bool Contains(FlowPoint? point) => point is { } place && Contains(place);

    /// <summary>The first barrier of a block from that index on, or a number beyond all of its places.</summary>
    private int End(int block, int start) =>
        _barriers[block].Where(index => index >= start).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Follows the ways out of a block that control has come into at that index.</summary>
    private void Leave(int ordinal, int start, Pending? after)
    {
        BasicBlock block = _flow.Graph.Blocks[ordinal];
        int end = End(ordinal, start);
        if (_throughExceptions && _flow.MayThrow(ordinal, start, end))
        {
            Throw(block.EnclosingRegion, after);
        }

        if (end != int.MaxValue)
        {
            return;
        }

        bool? condition = block.ConditionKind == ControlFlowConditionKind.None ? null : Known(block);
        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } jump && condition != !jumpsWhen)
        {
            Follow(jump, after);
        }

        if (block.FallThroughSuccessor is { } next && !(block.ConditionKind != ControlFlowConditionKind.None && condition == jumpsWhen))
        {
            Follow(next, after);
        }
    }

    private bool? Known(BasicBlock block)
    {
        switch (block.BranchValue)
        {
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant;
            case IIsNullOperation when NotNull(block)?.Destination is { } target && _flow.IsDisposal(target.Ordinal):
                return false;
            case { } value:
                return _known?.Invoke(value);
            default:
                return null;
        }
    }

    private static ControlFlowBranch? NotNull(BasicBlock block) =>
        block.ConditionKind == ControlFlowConditionKind.WhenFalse ? block.ConditionalSuccessor : block.FallThroughSuccessor;

    private void Follow(ControlFlowBranch branch, Pending? after)
    {
        if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
        {
            if (_throughExceptions)
            {
                Throw(branch.Source.EnclosingRegion, after);
            }
        }
        else if (branch.Semantics != ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            Go(branch.FinallyRegions, 0, branch.Destination?.Ordinal ?? Nowhere, after);
        }
        else if (Innermost(branch.Source.EnclosingRegion, ControlFlowRegionKind.Finally, ControlFlowRegionKind.Filter)
            is { Kind: ControlFlowRegionKind.Finally } region)
        {
            if (after is not null)
            {
                Go(after.Finallys, after.Next, after.Destination, after.Outer);
            }
            else
            {
                LeaveUnknownFinally(region);
            }
        }
    }

    /// <summary>The start is in a finally block: any branch through it may have led there.</summary>
    private void LeaveUnknownFinally(ControlFlowRegion region)
    {
        foreach (BasicBlock block in _flow.Graph.Blocks)
        {
            foreach (ControlFlowBranch? branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                int at = branch?.FinallyRegions.IndexOf(region) ?? -1;
                if (at >= 0)
                {
                    Go(branch!.FinallyRegions, at + 1, branch.Destination?.Ordinal ?? Nowhere, after: null);
                }
            }
        }
    }

    /// <summary>Goes to the next of the finally blocks, or to the destination when none is left.</summary>
    private void Go(ImmutableArray<ControlFlowRegion> finallys, int next, int destination, Pending? after)
    {
        if (!finallys.IsDefault && next < finallys.Length)
        {
            Enter(finallys[next].FirstBlockOrdinal, new Pending(finallys, next + 1, destination, after));
        }
        else if (destination != Nowhere)
        {
            Enter(destination, after);
        }
    }

    /// <summary>Every handler around the region may get the exception, after the finally blocks in between.</summary>
    private void Throw(ControlFlowRegion region, Pending? after)
    {
        ImmutableArray<ControlFlowRegion> finallys = ImmutableArray<ControlFlowRegion>.Empty;
        for (ControlFlowRegion current = region; Outside(current) is { } outer; current = outer)
        {
            if (current.Kind == ControlFlowRegionKind.Finally)
            {
                after = after?.Outer;
            }
            else if (current.Kind == ControlFlowRegionKind.Try)
            {
                foreach (ControlFlowRegion sibling in outer.NestedRegions)
                {
                    if (sibling.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                    {
                        Go(finallys, 0, sibling.FirstBlockOrdinal, after);
                    }
                    else if (sibling.Kind == ControlFlowRegionKind.Finally)
                    {
                        finallys = finallys.Add(sibling);
                    }
                }
            }
        }

        Go(finallys, 0, Nowhere, after: null);
    }

    private void Enter(int block, Pending? after)
    {
        if (_seen.Add((block, after)))
        {
            _open.Enqueue((block, after));
        }
    }

    /// <summary>
    /// The region around another in the same graph. Roslyn's chain continues from the root of a lambda or local function into the graph of
    /// the body that makes it, whose handlers do not see what it throws.
    /// </summary>
    private static ControlFlowRegion? Outside(ControlFlowRegion region) =>
        region.Kind == ControlFlowRegionKind.Root ? null : region.EnclosingRegion;

    private static ControlFlowRegion? Innermost(ControlFlowRegion region, ControlFlowRegionKind kind, ControlFlowRegionKind other)
    {
        for (ControlFlowRegion? current = region; current is not null; current = Outside(current))
        {
            if (current.Kind == kind || current.Kind == other)
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>What follows the finally block that control is in.</summary>
    private sealed class Pending : IEquatable<Pending>
    {
        public Pending(ImmutableArray<ControlFlowRegion> finallys, int next, int destination, Pending? outer) =>
            (Finallys, Next, Destination, Outer) = (finallys, next, destination, outer);

        public ImmutableArray<ControlFlowRegion> Finallys { get; }

        public int Next { get; }

        public int Destination { get; }

        public Pending? Outer { get; }

        public bool Equals(Pending? other) =>
            other is not null
            && Next == other.Next
            && Destination == other.Destination
            && Finallys.Length == other.Finallys.Length
            && Finallys.SequenceEqual(other.Finallys)
            && Equals(Outer, other.Outer);

        public override bool Equals(object? obj) => Equals(obj as Pending);

        public override int GetHashCode() => unchecked((((Next * 31) + Destination) * 31) + (Outer?.GetHashCode() ?? 0));
    }
}
