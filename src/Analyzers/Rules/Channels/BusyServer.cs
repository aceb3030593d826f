using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>Whether the last server of a name may still live where a loop makes the next one (PSAFE736).</summary>
internal static class BusyServer
{
    /// <summary>True for a server of one name, of which only one may be, that the loop makes again and does not close.</summary>
    public static bool Is(
        IObjectCreationOperation creation,
        ILoopOperation loop,
        ImmutableArray<ChannelEvent> events,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        if (TypeCreations.Argument(creation, "maxNumberOfServerInstances") is { } most
            && most.ConstantValue is not { HasValue: true, Value: 1 })
        {
            return false;
        }

        if (TypeCreations.Argument(creation, "pipeName") is not { } name
            || NamedPrimitives.Of(model).Text(name, cancellationToken).Parts.Any(part =>
                part.Text is null && !IsOutside(part.Value, loop)))
        {
            return false;
        }

        IOperation body = ControlFlow.BodyAround(creation);
        return events.Any(static found => found.Kind == Kind.Connect)
            && !events.Any(found => found.Kind is Kind.Close or Kind.Pass
                && ControlFlow.BodyAround(found.Place) == body
                && IsWaitedFor(found.Place))
            && Destination.Variable(creation) is ILocalSymbol
            && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
            && flow.PointOf(creation) is { } point
            && flow.Reaches(point, point);
    }

    /// <summary>True for a call that may close the server before it comes back.</summary>
    private static bool IsWaitedFor(IOperation call) => call is not IInvocationOperation { Type: var type } || !TaskUse.IsTask(type)
        || TaskUse.IsAwaited(call);

    /// <summary>True for a value that is the same in each round.</summary>
    private static bool IsOutside(IOperation value, ILoopOperation loop) => value switch
    {
        IParameterReferenceOperation or IFieldReferenceOperation { Field.IsReadOnly: true } => true,
        ILocalReferenceOperation { Local: var local } =>
            !local.DeclaringSyntaxReferences.Any(part => loop.Syntax.Span.Contains(part.Span)),
        _ => false,
    };
}
