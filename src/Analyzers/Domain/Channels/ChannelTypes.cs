using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Channels;

/// <summary>The types of channels, and of what stands between them and a program.</summary>
internal static class ChannelTypes
{
    public const string PipeServer = "System.IO.Pipes.NamedPipeServerStream";
    public const string PipeClient = "System.IO.Pipes.NamedPipeClientStream";

    private const string Pipe = "System.IO.Pipes.PipeStream";
    private const string NetworkStream = "System.Net.Sockets.NetworkStream";
    private const string TcpClient = "System.Net.Sockets.TcpClient";
    private const string Socket = "System.Net.Sockets.Socket";

    /// <summary>False for a file that has no word of a channel, nor of the stream below a reader.</summary>
    public static bool MayBeIn(SyntaxIndex file, CancellationToken cancellationToken) =>
        file.HasAny(KnownNames.ChannelWords.Words, cancellationToken);

    /// <summary>What an object of a type is on the way to a channel; null for any other type.</summary>
    public static LayerKind? KindOf(ITypeSymbol? type) => type switch
    {
        null => null,
        _ when IsStream(type) => LayerKind.Stream,
        _ when type.Is(TcpClient) || type.Is(Socket) => LayerKind.Connection,
        _ => WrapperOf(type),
    };

    /// <summary>What an object of a type is that is made with a stream; null for any other type.</summary>
    public static LayerKind? WrapperOf(ITypeSymbol? type) => type switch
    {
        null => null,
        _ when type.Is("System.IO.StreamReader") => LayerKind.Reader,
        _ when type.Is("System.IO.StreamWriter") => LayerKind.Writer,
        _ when type.Is("System.IO.BufferedStream") => LayerKind.Buffer,
        _ when type.Is("System.IO.BinaryReader") => LayerKind.BinaryReader,
        _ when type.Is("System.IO.BinaryWriter") => LayerKind.BinaryWriter,
        _ => null,
    };

    /// <summary>True for the types by which variables hold a channel, or anything else.</summary>
    public static bool MayBeChannel(ITypeSymbol? type) => KindOf(type) is not null || PlainKindOf(type) is not null;

    /// <summary>What a variable holds whose type says nothing but that it is a stream, a reader or a writer.</summary>
    public static LayerKind? PlainKindOf(ITypeSymbol? type) => type switch
    {
        null => null,
        _ when type.Is("System.IO.Stream") => LayerKind.Stream,
        _ when type.Is("System.IO.TextReader") => LayerKind.Reader,
        _ when type.Is("System.IO.TextWriter") => LayerKind.Writer,
        _ => null,
    };

    public static bool IsPipe(ITypeSymbol? type) => type.IsOrDerivesFrom(Pipe);

    /// <summary>True for a type that is a channel, and not only a stream of any kind.</summary>
    public static bool IsStream(ITypeSymbol? type) => IsPipe(type) || type.IsOrDerivesFrom(NetworkStream);
}
