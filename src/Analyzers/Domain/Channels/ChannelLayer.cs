using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Domain.Channels;

/// <summary>What an object is on the way between a program and the bytes of a channel.</summary>
internal enum LayerKind
{
    /// <summary>What gives a stream, such as a TcpClient or a Socket.</summary>
    Connection,

    /// <summary>The stream itself: what is written to it is sent, and a read takes what it returns.</summary>
    Stream,

    /// <summary>A StreamReader, which reads ahead.</summary>
    Reader,

    /// <summary>A StreamWriter, which keeps text until it is flushed.</summary>
    Writer,

    /// <summary>A BufferedStream.</summary>
    Buffer,

    /// <summary>A BinaryReader.</summary>
    BinaryReader,

    /// <summary>A BinaryWriter.</summary>
    BinaryWriter,
}

/// <summary>An object by which a program uses a channel to another process.</summary>
/// <param name="Channel">
/// What makes the channel, or the variable that holds it where that is not seen: two layers with one channel read and write the same bytes.
/// </param>
/// <param name="Kind">What the object is.</param>
/// <param name="Made">What makes the object; null where that is not seen.</param>
/// <param name="Below">What it reads from or writes to; null for a connection and for its stream.</param>
internal sealed record ChannelLayer(object Channel, LayerKind Kind, IOperation? Made, ChannelLayer? Below = null)
{
    /// <summary>The channel that the standard input and output of this process are.</summary>
    public const string StandardStreams = "standard streams";

    /// <summary>False for a stream of unknown kind, such as a parameter: only who gives it knows whether it is a channel.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>True where what is made here reads or writes for the same object as the other.</summary>
    public bool IsSame(ChannelLayer other) => Channel.Equals(other.Channel) && Kind == other.Kind && Made?.Syntax == other.Made?.Syntax;

    /// <summary>True for a writer that sends what it is given only when it is flushed.</summary>
    public bool KeepsText => Kind switch
    {
        LayerKind.Writer or LayerKind.Buffer => true,
        LayerKind.BinaryWriter => Below is { KeepsText: true },
        _ => false,
    };

    /// <summary>The syntax that makes the channel; null for one that the code is given.</summary>
    public SyntaxNode? Origin => Channel as SyntaxNode;

    /// <summary>The parameter that the code is given the channel in; null for any other.</summary>
    public IParameterSymbol? Parameter => Channel as IParameterSymbol;

    /// <summary>The creation of the object; null where it is made elsewhere or by a method.</summary>
    public IObjectCreationOperation? Creation => Made as IObjectCreationOperation;
}
