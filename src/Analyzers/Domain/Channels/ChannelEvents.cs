using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Domain.Channels;

/// <summary>
/// What a member does to channels, in source order, its lambdas and local functions included: itself, and by the methods that it gives
/// a channel to or that use one of the same object.
/// </summary>
internal sealed class ChannelEvents
{
    private readonly ChannelLayers _layers;
    private readonly CallTargets _targets;
    private readonly Memo<IOperation, ImmutableArray<ChannelEvent>> _events;

    private ChannelEvents(ChannelLayers layers, CallTargets targets)
    {
        (_layers, _targets) = (layers, targets);
        _events = new(
            (body, cancellationToken) => Read(body, Budgets.ChannelCalls, cancellationToken).ToImmutableArray(),
            new SamePart<IOperation>(static body => body.Syntax));
    }

    public static ChannelEvents Of(ProcessModel model) => model.Get(static model => new ChannelEvents(
        ChannelLayers.Of(model),
        CallTargets.Of(model)));

    /// <summary>The events of the member around an operation.</summary>
    public ImmutableArray<ChannelEvent> Around(IOperation operation, CancellationToken cancellationToken) =>
        _events.Get(LocalAssignments.Outermost(operation), cancellationToken);

    private IEnumerable<ChannelEvent> Read(IOperation body, int calls, CancellationToken cancellationToken)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ChannelEvent found in Of(operation, calls, cancellationToken).Concat(OfUsing(operation, cancellationToken)))
            {
                yield return found;
            }
        }
    }

    private IEnumerable<ChannelEvent> Of(IOperation operation, int calls, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return OfCall(call, cancellationToken).Concat(OfCallee(call, call.Arguments, calls, cancellationToken));
            case IObjectCreationOperation creation:
                return OfCallee(creation, creation.Arguments, calls, cancellationToken);
            case IPropertyReferenceOperation { Property.Name: "EndOfStream", Instance: { } reader } end:
                return One(Kind.Read, reader, end, cancellationToken);
            case IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property:
                return OfCallee(property, property.Arguments, calls, cancellationToken);
            case ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation { Property.Name: "AutoFlush", Instance: { } writer },
                Value.ConstantValue: not { HasValue: true, Value: false },
            } set:
                return One(Kind.FlushAlways, writer, set, cancellationToken);
            case IReturnOperation { ReturnedValue: { } returned }:
                return One(Kind.Pass, returned, returned, cancellationToken);
            case ISimpleAssignmentOperation { Target: not (ILocalReferenceOperation or IMemberReferenceOperation), Value: { } given }:
                return One(Kind.Pass, given, given, cancellationToken);
            case ITupleOperation or IArrayInitializerOperation or IAnonymousObjectCreationOperation:
                return operation.ChildOperations.SelectMany(value => One(Kind.Pass, value, value, cancellationToken));
            default:
                return Enumerable.Empty<ChannelEvent>();
        }
    }

    private IEnumerable<ChannelEvent> One(Kind kind, IOperation value, IOperation place, CancellationToken cancellationToken) =>
        _layers.Of(value, cancellationToken) is { } layer
            ? new[] { new ChannelEvent(kind, layer, place, place) }
            : Enumerable.Empty<ChannelEvent>();

    private IEnumerable<ChannelEvent> OfUsing(IOperation value, CancellationToken cancellationToken)
    {
        if (value is IConversionOperation or IVariableDeclarationGroupOperation
            || !ChannelTypes.MayBeChannel(value.Type)
            || Destination.Using(value) is null)
        {
            return Enumerable.Empty<ChannelEvent>();
        }

        SyntaxNode resource = Destination.Target(value) is IVariableDeclaratorOperation declarator ? declarator.Syntax : value.Syntax;
        return One(Kind.Close, value, value, cancellationToken).Select(found => found with { Using = resource });
    }

    /// <summary>What a call does to the channel that it is a call of.</summary>
    private IEnumerable<ChannelEvent> OfCall(IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (call.Instance is null)
        {
            return call.TargetMethod.ContainingType.Is(KnownTypes.Console) && call.TargetMethod.Name is "ReadLine" or "Read"
                ? new[]
                {
                    new ChannelEvent(
                        Kind.Read,
                        new ChannelLayer(ChannelLayer.StandardStreams, LayerKind.Reader, null),
                        call,
                        call),
                }
                : Enumerable.Empty<ChannelEvent>();
        }

        return KindOf(call.TargetMethod.Name) is { } kind
            && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
            && _layers.Of(call.Instance, cancellationToken) is { } layer
                ? new[] { new ChannelEvent(kind, layer, call, call) }
                : Enumerable.Empty<ChannelEvent>();
    }

    private static Kind? KindOf(string name) => name switch
    {
        _ when KnownNames.ChannelConnects.Has(name) => Kind.Connect,
        "Disconnect" => Kind.Disconnect,
        "Flush" or "FlushAsync" => Kind.Flush,
        _ when KnownNames.StreamCloses.Has(name) => Kind.Close,
        _ when KnownNames.ChannelEnds.Has(name) => Kind.ReadToEnd,
        _ when KnownNames.ChannelWrites.Has(name) => Kind.Write,
        _ when KnownNames.ChannelReads.Has(name) => Kind.Read,
        _ => null,
    };

    /// <summary>What the body of a call does: to the channels that it is given, and to those that fields of the same object hold.</summary>
    private IEnumerable<ChannelEvent> OfCallee(
        IOperation call,
        ImmutableArray<IArgumentOperation> arguments,
        int calls,
        CancellationToken cancellationToken)
    {
        List<(IArgumentOperation Argument, ChannelLayer Layer)> given = arguments
            .Where(static argument => ChannelTypes.MayBeChannel(ValueOrigin.Unwrap(argument.Value).Type))
            .Select(argument => (argument, _layers.Of(argument.Value, cancellationToken)!))
            .Where(static pair => pair.Item2 is not null)
            .ToList();
        bool isOfOwnObject = call switch
        {
            IInvocationOperation { Instance: null or IInstanceReferenceOperation, TargetMethod: var method } =>
                !method.DeclaringSyntaxReferences.IsEmpty && method.MethodKind == MethodKind.Ordinary,
            IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property: var property } =>
                !property.DeclaringSyntaxReferences.IsEmpty && !ValueOrigin.IsAutoProperty(property),
            _ => false,
        };
        if (given.Count == 0 && !isOfOwnObject)
        {
            return Enumerable.Empty<ChannelEvent>();
        }

        if (calls == 0 || _targets.One(call, cancellationToken) is not { } target)
        {
            return given.Where(pair => !IsHandledElsewhere(call, pair.Argument))
                .Select(pair => new ChannelEvent(Kind.Pass, pair.Layer, call, call));
        }

        return Read(target.Body, calls - 1, cancellationToken)
            .Select(found => InCaller(found, target, call, cancellationToken))
            .OfType<ChannelEvent>();
    }

    /// <summary>True for what makes a reader or writer, and for framework code that only looks.</summary>
    private static bool IsHandledElsewhere(IOperation call, IArgumentOperation argument) => call switch
    {
        IObjectCreationOperation creation => ChannelTypes.KindOf(creation.Type) is not null && creation.Arguments.IndexOf(argument) == 0,
        IInvocationOperation { TargetMethod.Name: var name } => KnownNames.ChannelAsides.Has(name),
        _ => false,
    };

    /// <summary>An event of a callee as the caller sees it; null for one of a channel that the callee makes for itself.</summary>
    private ChannelEvent? InCaller(ChannelEvent found, CallTarget target, IOperation call, CancellationToken cancellationToken)
    {
        if (found.Layer.Parameter is not { } parameter || !target.Gives(parameter))
        {
            return found.Layer.Origin is { } origin && target.Body.Syntax.SyntaxTree == origin.SyntaxTree
                && target.Body.Syntax.Span.Contains(origin.Span)
                    ? null
                    : found with { Place = call, Using = null };
        }

        return target.ValueOf(parameter) is { } argument && _layers.Of(argument, cancellationToken) is { } layer
            ? found with { Layer = Above(found.Layer, layer), Place = call, Using = null }
            : null;
    }

    /// <summary>What a callee makes of a parameter, with what the caller gives in its place.</summary>
    private static ChannelLayer Above(ChannelLayer inCallee, ChannelLayer given) => inCallee switch
    {
        { Made: null, Below: null } when inCallee.Kind == given.Kind => given,
        { Below: { } below } => inCallee with { Channel = given.Channel, Below = Above(below, given), IsCertain = given.IsCertain },
        _ => inCallee with { Channel = given.Channel, IsCertain = given.IsCertain },
    };
}
