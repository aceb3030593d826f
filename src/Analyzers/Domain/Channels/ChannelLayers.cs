using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Channels;

/// <summary>
/// Tells which channel an expression reads or writes, through locals, members, readers and writers:
/// <code>StreamReader reader = new(_pipe);    // reader.BaseStream is the channel that _pipe is</code>
/// </summary>
internal sealed class ChannelLayers
{
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly ValueSources _sources;
    private readonly Callers _callers;

    private ChannelLayers(SourceBodies bodies, MemberHistories histories, ValueSources sources, Callers callers) =>
        (_bodies, _histories, _sources, _callers) = (bodies, histories, sources, callers);

    public static ChannelLayers Of(ProcessModel model) => model.Get(static model => new ChannelLayers(
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        ValueSources.Of(model),
        Callers.Of(model)));

    /// <summary>What an expression is on the way to a channel; null for anything else, and for a stream of unknown kind.</summary>
    public ChannelLayer? Of(IOperation expression, CancellationToken cancellationToken) =>
        Of(expression, Budgets.ChannelVariables, cancellationToken);

    /// <summary>What the channel of a layer is; a parameter that one call gives, what that has there.</summary>
    public object SourceOf(ChannelLayer layer, CancellationToken cancellationToken)
    {
        ChannelLayer found = layer;
        for (int calls = 0; calls < Budgets.ChannelCalls && found.Parameter is { } parameter; calls++)
        {
            if (_callers.SeenArgumentsFor(parameter, cancellationToken).Take(2).ToList() is not { Count: 1 } given
                || Of(given[0], cancellationToken) is not { } above)
            {
                break;
            }

            found = above;
        }

        return found.Channel;
    }

    private ChannelLayer? Of(IOperation expression, int depth, CancellationToken cancellationToken)
    {
        IOperation value = ValueOrigin.Unwrap(expression);
        if (depth == 0 || value.Type is null or { TypeKind: TypeKind.Delegate })
        {
            return null;
        }

        switch (value)
        {
            case IObjectCreationOperation creation:
                return OfCreation(creation, depth, cancellationToken);
            case ILocalReferenceOperation { Local: var local }:
                return LocalAssignments.Single(local, value) is { } held and not IForEachLoopOperation
                    ? Of(held, depth - 1, cancellationToken) ?? OfSource(value, depth, cancellationToken) ?? Held(local, local.Type)
                    : OfSource(value, depth, cancellationToken) ?? Held(local, local.Type);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Held(parameter.OriginalDefinition, parameter.Type);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return OfMember((IMemberReferenceOperation)value, depth, cancellationToken);
            case IConditionalAccessInstanceOperation instance when ValueOrigin.AccessedObject(instance) is { } accessed:
                return Of(accessed, depth - 1, cancellationToken);
            case IConditionalAccessOperation access:
                return Of(access.WhenNotNull, depth - 1, cancellationToken);
            case IInvocationOperation call:
                return OfCall(call, depth, cancellationToken);
            case var _ when TaskUse.TaskOf(value) is IInvocationOperation task:
                return ChannelTypes.KindOf(value.Type) is { } kind && ChannelTypes.WrapperOf(value.Type) is null
                    ? new ChannelLayer(task.Syntax, kind, task)
                    : null;
            default:
                return OfSource(value, depth, cancellationToken);
        }
    }

    /// <summary>What the one expression is that a value comes from, by a function, an object or a choice.</summary>
    private ChannelLayer? OfSource(IOperation value, int depth, CancellationToken cancellationToken) =>
        ChannelTypes.MayBeChannel(value.Type)
        && _sources.Of(value, cancellationToken) is { Length: 1 } sources
        && sources[0].Syntax != value.Syntax
            ? Of(sources[0], depth - 1, cancellationToken)
            : null;

    private ChannelLayer? OfCreation(IObjectCreationOperation creation, int depth, CancellationToken cancellationToken)
    {
        if (ChannelTypes.WrapperOf(creation.Type) is { } wrapper)
        {
            return creation.Arguments.FirstOrDefault() is { } stream && Of(stream.Value, depth - 1, cancellationToken) is { } below
                ? new ChannelLayer(below.Channel, wrapper, creation, below) { IsCertain = below.IsCertain }
                : null;
        }

        return ChannelTypes.KindOf(creation.Type) is not { } kind ? null
            : kind == LayerKind.Stream
                && !ChannelTypes.IsPipe(creation.Type)
                && creation.Arguments.FirstOrDefault() is { } socket
                && Of(socket.Value, depth - 1, cancellationToken) is { } connection
                ? new ChannelLayer(connection.Channel, kind, creation)
            : new ChannelLayer(creation.Syntax, kind, creation);
    }

    private ChannelLayer? OfCall(IInvocationOperation call, int depth, CancellationToken cancellationToken) => call switch
    {
        { TargetMethod.Name: "GetStream", Instance: { } client } =>
            Of(client, depth - 1, cancellationToken) is { } connection
                ? new ChannelLayer(connection.Channel, LayerKind.Stream, connection.Made)
                : null,
        { TargetMethod: { Name: "OpenStandardInput" or "OpenStandardOutput", ContainingType: var console } }
            when console.Is(KnownTypes.Console) =>
            new ChannelLayer(ChannelLayer.StandardStreams, LayerKind.Stream, call),
        _ when ChannelTypes.KindOf(call.Type) is { } kind && ChannelTypes.WrapperOf(call.Type) is null =>
            new ChannelLayer(call.Syntax, kind, call),
        _ => null,
    };

    private ChannelLayer? OfMember(IMemberReferenceOperation reference, int depth, CancellationToken cancellationToken)
    {
        ISymbol member = reference.Member.OriginalDefinition;
        switch (member.Name)
        {
            case "BaseStream" when reference.Instance is { } wrapper:
                return Of(wrapper, depth - 1, cancellationToken) is { } layer
                    ? layer.Below ?? new ChannelLayer(layer.Channel, LayerKind.Stream, null) { IsCertain = layer.IsCertain }
                    : null;
            case "StandardOutput" or "StandardError" when member.ContainingType.Is(KnownTypes.Process) && reference.Instance is { } process:
                object holder = (object?)HolderOf(process) ?? process.Syntax;
                return new ChannelLayer((holder, member.Name), LayerKind.Reader, null);
            case "In" when member.ContainingType.Is(KnownTypes.Console):
                return new ChannelLayer(ChannelLayer.StandardStreams, LayerKind.Reader, null);
        }

        if (member.DeclaringSyntaxReferences.IsEmpty
            || !(reference.Instance is null or IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation))
        {
            return null;
        }

        if (member is IPropertySymbol { GetMethod: { } getter } property && !ValueOrigin.IsAutoProperty(property))
        {
            return _bodies.Of(getter, cancellationToken) is { } body
                && ControlFlow.ReturnsOf(body).Take(2).ToList() is { Count: 1 } returns
                    ? Of(returns[0], depth - 1, cancellationToken)
                    : null;
        }

        if (!ChannelTypes.MayBeChannel(reference.Type))
        {
            return null;
        }

        IOperation? single = _histories.Assigned(member, cancellationToken)
            .Where(static value => !ValueOrigin.IsNull(value))
            .Take(2)
            .ToList() is { Count: 1 } assigned ? assigned[0] : null;
        return (single is null ? null : Of(single, depth - 1, cancellationToken)) ?? Held(member, reference.Type);
    }

    private static ISymbol? HolderOf(IOperation value) => ValueOrigin.Unwrap(value) switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IMemberReferenceOperation { Member: var member } => member.OriginalDefinition,
        _ => null,
    };

    /// <summary>What a variable holds that gets its value elsewhere: its type says what it is.</summary>
    private static ChannelLayer? Held(ISymbol holder, ITypeSymbol? type) =>
        ChannelTypes.KindOf(type) is { } kind
            ? new ChannelLayer(holder, kind, null) { IsCertain = ChannelTypes.WrapperOf(type) is null }
            : ChannelTypes.PlainKindOf(type) is { } plain ? new ChannelLayer(holder, plain, null) { IsCertain = false }
            : null;
}
