using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>A loop that asks whether a channel is connected, and what happens in it when the other side has gone.</summary>
internal sealed class ConnectedLoop
{
    private readonly ILoopOperation _loop;
    private readonly BodyFlow _flow;
    private readonly bool _isShared;
    private readonly ImmutableArray<ChannelEvent> _all;
    private readonly List<ChannelEvent> _inside;
    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;

    private ConnectedLoop(
        ILoopOperation loop,
        ChannelLayer channel,
        bool isShared,
        BodyFlow flow,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        (_loop, _isShared, _flow, _model, _cancellationToken) = (loop, isShared, flow, model, cancellationToken);
        ChannelLayers layers = ChannelLayers.Of(model);
        object source = layers.SourceOf(channel, cancellationToken);
        _all = ChannelEvents.Of(model).Around(loop, cancellationToken)
            .Where(found => layers.SourceOf(found.Layer, cancellationToken).Equals(source))
            .ToImmutableArray();
        _inside = _all.Where(found => IsInside(found.Place)).ToList();
    }

    /// <summary>The loop around a question; null where it asks for the opposite.</summary>
    public static ConnectedLoop? Round(IPropertyReferenceOperation state, ProcessModel model, CancellationToken cancellationToken) =>
        ControlFlow.LoopRound(state) is { } loop and not IForEachLoopOperation
        && !IsForTheOpposite(state, loop)
        && state.Instance is { } asked
        && ChannelLayers.Of(model).Of(asked, cancellationToken) is { } channel
        && ControlFlow.Of(model).Around(loop, cancellationToken) is { } flow
            ? new ConnectedLoop(
                loop,
                channel,
                ValueOrigin.Unwrap(asked) is IMemberReferenceOperation or IParameterReferenceOperation,
                flow,
                model,
                cancellationToken)
            : null;

    public SyntaxNode Syntax => _loop.Syntax;

    /// <summary>
    /// The read that never finds anything more, and what it gives then; no read for a loop that does nothing with the channel. Null for
    /// a loop that ends.
    /// </summary>
    public (ChannelEvent? Read, ReadEnd? End)? Spins()
    {
        if (_inside.Any(static found => found.Kind is Kind.Write or Kind.Pass or Kind.Connect or Kind.ReadToEnd))
        {
            return null;
        }

        List<ChannelEvent> reads = _inside.Where(static found => found.Kind == Kind.Read).ToList();
        if (reads.Count == 0)
        {
            return IsIdle() ? (null, null) : null;
        }

        (ChannelEvent? Read, ReadEnd? End)? first = null;
        foreach (ChannelEvent read in reads)
        {
            if (!Continues(read, out ReadEnd? end))
            {
                return null;
            }

            first ??= (read, end);
        }

        return first;
    }

    /// <summary>True where the condition of the loop is that the channel is not connected.</summary>
    private static bool IsForTheOpposite(IOperation state, ILoopOperation loop)
    {
        bool isNegated = false;
        for (IOperation child = state; child.Parent is { } parent; child = parent)
        {
            isNegated ^= parent is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }
                || (parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } comparison
                    && comparison.RightOperand.ConstantValue is { HasValue: true, Value: false })
                || parent is IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { Value: false } } };
            if (parent == loop)
            {
                return isNegated && child == ConditionOf(loop);
            }
        }

        return false;
    }

    /// <summary>True for a place in the loop, and in a lambda or local function that the loop runs.</summary>
    private bool IsInside(IOperation place) => _loop.Syntax.Span.Contains(place.Syntax.Span)
        || (ControlFlow.BodyAround(place) is IAnonymousFunctionOperation or ILocalFunctionOperation
            && Callers.Of(_model).RunsAround(place, areAll: false, _cancellationToken)
                .Any(run => _loop.Syntax.Span.Contains(run.Syntax.Span)));

    private static IOperation? ConditionOf(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition,
        IForLoopOperation { Condition: { } condition } => condition,
        _ => null,
    };

    /// <summary>True where the loop comes back to a read that has found the end.</summary>
    private bool Continues(ChannelEvent read, out ReadEnd? end)
    {
        end = ReadEnd.Of(read.Source);
        if (end is null)
        {
            return read.Source is IInvocationOperation { TargetMethod: var method } && ReadEnd.Throws(method) && IsSwallowed(read.Place);
        }

        ReadEnd found = end;
        if (IsSetElsewhere(found, read.Source))
        {
            return false;
        }

        IOperation body = ControlFlow.BodyAround(read.Source);
        return body.Syntax == ControlFlow.BodyAround(_loop).Syntax
            ? read.Place == read.Source && ComesBack(read.Source, found)
            : CallOf(read.Source) is { } call && ComesBack(call, end: null) && Returns(read.Source, body, found);
    }

    /// <summary>True where the loop leads from one of its operations to that again.</summary>
    private bool ComesBack(IOperation operation, ReadEnd? end) =>
        _flow.PointOf(operation) is { } point
        && _flow.From(point, BarriersOf(_flow, _loop, end, point), condition => end?.Outcome(condition)).Contains(point);

    /// <summary>The call in the loop of a function that reads, and gives back nothing that could tell of the end.</summary>
    private IInvocationOperation? CallOf(IOperation read) => Callers.Of(_model).RunsAround(read, areAll: false, _cancellationToken)
        .OfType<IInvocationOperation>()
        .FirstOrDefault(call => _loop.Syntax.Span.Contains(call.Syntax.Span)
            && ControlFlow.BodyAround(call).Syntax == ControlFlow.BodyAround(_loop).Syntax
            && (call.TargetMethod.ReturnsVoid
                || (call.Type is INamedTypeSymbol { IsGenericType: false } task && TaskUse.IsTask(task) && TaskUse.IsAwaited(call))));

    /// <summary>True for a function that returns as ever when its read has found the end.</summary>
    private bool Returns(IOperation read, IOperation body, ReadEnd end) =>
        ControlFlow.Of(_model).Of(body, _cancellationToken) is { } flow
        && flow.PointOf(read) is { } point
        && flow.From(point, BarriersOf(flow, body, end, point), end.Outcome).Contains(flow.Exit);

    /// <summary>Where the loop, or a body that it runs, is left at the end, or something is done that may end it.</summary>
    private List<FlowPoint> BarriersOf(BodyFlow flow, IOperation region, ReadEnd? end, FlowPoint read)
    {
        HashSet<ISymbol> asked = new(SymbolEqualityComparer.Default);
        if (ConditionOf(_loop) is { } condition)
        {
            asked.UnionWith(condition.DescendantsAndSelf().Select(SymbolOf).OfType<ISymbol>());
        }

        List<FlowPoint> barriers = flow.Operations
            .Where(found => found.Point != read
                && (end?.ThrowsAt(found.Operation) == true
                    || MayEnd(found.Operation, asked)
                    || (region != _loop && IsTold(found.Operation, region))
                    || !region.Syntax.Span.Contains(found.Operation.Syntax.Span)))
            .Select(static found => found.Point)
            .ToList();
        barriers.AddRange(_inside
            .Where(found => found.Kind == Kind.Disconnect
                || (found.Kind == Kind.Close && !(found.Layer.Creation is { } made && TypeCreations.LeavesOpen(made)))
                || (end is not null && IsCallBehind(found.Place, end)))
            .Select(found => found.PointIn(flow))
            .OfType<FlowPoint>());
        if (end is not null)
        {
            barriers.AddRange(region.Descendants()
                .Where(operation => operation is IInvocationOperation && IsCallBehind(operation, end))
                .Select(flow.PointOf)
                .OfType<FlowPoint>());
        }

        return barriers;
    }

    private static bool MayEnd(IOperation operation, HashSet<ISymbol> asked) => operation switch
    {
        ISimpleAssignmentOperation assignment => SymbolOf(assignment.Target) is { } set && asked.Contains(set),
        IInvocationOperation { IsImplicit: false } call => KnownNames.LoopEnds.Has(call.TargetMethod.Name),
        _ => false,
    };

    /// <summary>True where a function sets what its caller may ask for: a member, or a variable of the code around it.</summary>
    private static bool IsTold(IOperation operation, IOperation function) => operation is IAssignmentOperation { Target: var target }
        && !(SymbolOf(target) is ILocalSymbol own
            && own.DeclaringSyntaxReferences.All(part => function.Syntax.Span.Contains(part.Span)));

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member.OriginalDefinition,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>True for a call of the project's own in a branch that asks for the end: nobody knows what it does then.</summary>
    private bool IsCallBehind(IOperation operation, ReadEnd end)
    {
        if (operation is not IInvocationOperation { TargetMethod: var target }
            || (target.DeclaringSyntaxReferences.IsEmpty && target.MethodKind != MethodKind.DelegateInvoke))
        {
            return false;
        }

        for (IOperation child = operation; child.Parent is { } parent && child != _loop; child = parent)
        {
            if (parent is IConditionalOperation choice
                && choice.Condition != child
                && end.IsIn(choice.Condition)
                && end.Outcome(choice.Condition) is { } outcome
                && outcome == (choice.WhenTrue == child))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where something other than a read gives the variable its value in the loop.</summary>
    private bool IsSetElsewhere(ReadEnd end, IOperation read) => end.Local is { } local
        && new LocalAssignments(LocalAssignments.Outermost(read)).PlacesOf(local)
            .Any(place => (!_loop.Syntax.Span.Contains(read.Syntax.Span) || _loop.Body.Syntax.Span.Contains(place.Syntax.Span))
                && !place.Syntax.Span.Contains(read.Syntax.Span));

    /// <summary>True in a try of the loop that catches the end of the stream and continues.</summary>
    private bool IsSwallowed(IOperation read)
    {
        for (IOperation child = read; child.Parent is { } parent && child != _loop; child = parent)
        {
            if (parent is ITryOperation attempt && attempt.Body == child)
            {
                if (attempt.Catches.FirstOrDefault(static one => one.Filter is null && Catches(one.ExceptionType)) is { } handler)
                {
                    return !handler.Handler.Descendants().Any(MayEnd);
                }
            }
        }

        return false;
    }

    /// <summary>True for what may end the loop in a handler.</summary>
    private static bool MayEnd(IOperation operation) => operation switch
    {
        IBranchOperation { BranchKind: not BranchKind.Continue } or IReturnOperation or IThrowOperation or IAssignmentOperation => true,
        IInvocationOperation { TargetMethod: var method } =>
            !method.DeclaringSyntaxReferences.IsEmpty || KnownNames.LoopEnds.Has(method.Name),
        _ => false,
    };

    private static bool Catches(ITypeSymbol exception) =>
        exception.Is(KnownTypes.Exception) || exception.Is("System.IO.IOException") || exception.Is("System.IO.EndOfStreamException")
        || exception.SpecialType == SpecialType.System_Object;

    /// <summary>
    /// True for a loop that does nothing with the channel but ask, as nobody else does: the answer stays what it was at the last use.
    /// </summary>
    private bool IsIdle() =>
        ConditionOf(_loop) is { } condition
        && !_isShared
        && condition.DescendantsAndSelf().All(static part => part is not IInvocationOperation)
        && _inside.Count == 0
        && _all.All(static found => found.Kind is Kind.Connect or Kind.Read || found.Using is not null)
        && _loop.Body.Descendants().All(static operation => operation is not (IReturnOperation or IThrowOperation or IAssignmentOperation
            or IBranchOperation { BranchKind: not BranchKind.Continue })
            && (operation is not IInvocationOperation call || call.TargetMethod.ContainingType.Is(KnownTypes.Thread)
                || call.TargetMethod.ContainingType.Is(KnownTypes.Task)
                || call.TargetMethod.ContainingType.Is(KnownTypes.Console)));
}
