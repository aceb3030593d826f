using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using Kind = ProcessSafety.Analyzers.Domain.Channels.ChannelEventKind;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>Reads of a channel that come after a reader of the same channel has read ahead.</summary>
internal static class LateReads
{
    /// <summary>The late reads of the member around an operation.</summary>
    public static IEnumerable<ChannelEvent> Around(IOperation place, ProcessModel model, CancellationToken cancellationToken)
    {
        List<ChannelEvent> events = ChannelEvents.Of(model).Around(place, cancellationToken).ToList();
        HashSet<SyntaxNode> seen = new();
        foreach (ChannelEvent late in events.Where(static found => found is { Kind: Kind.Read or Kind.ReadToEnd, Layer.IsCertain: true }))
        {
            if (events.Exists(early => early.Kind == Kind.Read
                    && early.Layer.Kind == LayerKind.Reader
                    && early.Layer.Channel.Equals(late.Layer.Channel)
                    && !early.Layer.IsSame(late.Layer)
                    && !IsBelow(early.Layer, late.Layer)
                    && Leads(early, late, events, model, cancellationToken))
                && seen.Add(late.Place.Syntax))
            {
                yield return late;
            }
        }
    }

    /// <summary>True for a reader that reads through the other one.</summary>
    private static bool IsBelow(ChannelLayer lower, ChannelLayer upper) =>
        upper.Below is { } below && (below.IsSame(lower) || IsBelow(lower, below));

    /// <summary>True where control comes from one read to the other, and neither a write nor a new connection is in between.</summary>
    private static bool Leads(
        ChannelEvent early,
        ChannelEvent late,
        List<ChannelEvent> events,
        ProcessModel model,
        CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(early.Place);
        return body == ControlFlow.BodyAround(late.Place)
            && early.Place != late.Place
            && ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
            && early.PointIn(flow) is { } from
            && late.PointIn(flow) is { } to
            && flow.Reaches(
                from,
                to,
                events.Where(found => found.Kind is Kind.Write or Kind.Connect or Kind.Disconnect or Kind.Pass
                        && found.Layer.Channel.Equals(early.Layer.Channel)
                        && ControlFlow.BodyAround(found.Place) == body)
                    .Select(found => found.PointIn(flow))
                    .OfType<FlowPoint>()
                    .ToArray());
    }
}
