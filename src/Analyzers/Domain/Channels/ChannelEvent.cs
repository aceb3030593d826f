using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;

namespace ProcessSafety.Analyzers.Domain.Channels;

internal enum ChannelEventKind
{
    /// <summary>Waits for the other side, or reaches it.</summary>
    Connect,

    /// <summary>Parts from the other side; the server may wait for the next one.</summary>
    Disconnect,

    Write,

    /// <summary>Sends what is kept.</summary>
    Flush,

    /// <summary>Makes a writer send at once whatever it is given.</summary>
    FlushAlways,

    Read,

    /// <summary>Reads until the other side has closed the channel.</summary>
    ReadToEnd,

    Close,

    /// <summary>Goes to code that is not seen, which may do any of this.</summary>
    Pass,
}

/// <summary>One thing that a body does to a channel.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Layer">The object that it does it with.</param>
/// <param name="Place">The operation of the body: the call that leads there, where another body does it.</param>
/// <param name="Source">The operation itself.</param>
internal sealed record ChannelEvent(ChannelEventKind Kind, ChannelLayer Layer, IOperation Place, IOperation Source)
{
    /// <summary>What a `using` disposes of, where that is what closes the layer.</summary>
    public SyntaxNode? Using { get; init; }

    /// <summary>Where in the flow of its body it happens; null in another body.</summary>
    public FlowPoint? PointIn(BodyFlow flow) => Using is { } resource ? flow.DisposalOf(resource) : flow.PointOf(Place);
}
