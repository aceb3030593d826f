using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Names;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>The name of one pipe, as far as source tells it.</summary>
/// <param name="Creation">What makes the server, or the client.</param>
/// <param name="Argument">The expression that names it.</param>
/// <param name="Text">The name.</param>
internal sealed record PipeName(IObjectCreationOperation Creation, IOperation Argument, NameText Text)
{
    /// <summary>What some programs put before a name, which Windows adds by itself.</summary>
    public const string WindowsPrefix = @"\\.\pipe\";

    public const int HyphensOfGuid = 4;

    private const int LettersOfPlainGuid = 32;
    private const int LettersOfGuid = LettersOfPlainGuid + HyphensOfGuid;

    public bool IsOfServer => Creation.Type?.ToDisplayString() == ChannelTypes.PipeServer;

    /// <summary>All of the name; null where a part is not known.</summary>
    public string? Known => Text.IsConstant ? Text.Prefix : null;

    /// <summary>A name that is a path of Unix is a path, and no name in the temporary folder.</summary>
    public bool IsRooted => Text.Prefix.StartsWith("/", StringComparison.Ordinal);

    /// <summary>The letters of a name of constants and Guids; null where another part may have any.</summary>
    public int? Length
    {
        get
        {
            int length = 0;
            foreach (NamePart part in Text.Parts)
            {
                if (part.Text?.Length is not { } known && LengthOfGuid(part.Value) is not { } of)
                {
                    return null;
                }

                length += part.Text?.Length ?? LengthOfGuid(part.Value)!.Value;
            }

            return length;
        }
    }

    /// <summary>The Guid in a name that is written with hyphens, or null.</summary>
    public IOperation? LongGuid => Text.Parts
        .Where(static part => part.Text is null && LengthOfGuid(part.Value) == LettersOfGuid)
        .Select(static part => part.Value)
        .FirstOrDefault();

    /// <summary>The names of the servers and clients of a file.</summary>
    public static IEnumerable<PipeName> In(SemanticModel file, ProcessModel model, CancellationToken cancellationToken) =>
        from type in ImmutableArray.Create(ChannelTypes.PipeServer, ChannelTypes.PipeClient)
        from creation in TypeCreations.In(file, type, cancellationToken)
        let argument = TypeCreations.Argument(creation, "pipeName")
        where argument is not null
        select new PipeName(creation, argument, NamedPrimitives.Of(model).Text(argument, cancellationToken));

    private static int? LengthOfGuid(IOperation value)
    {
        switch (value)
        {
            case IInterpolationOperation { Alignment: null } hole when IsGuid(hole.Expression.Type):
                return LengthOf(hole.FormatString);
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } printed } call when IsGuid(printed.Type):
                return LengthOf(call.Arguments.FirstOrDefault()?.Value);
            default:
                return IsGuid(value.Type) ? LettersOfGuid : null;
        }
    }

    private static int? LengthOf(IOperation? format) => format switch
    {
        null => LettersOfGuid,
        { ConstantValue: { HasValue: true, Value: "N" or "n" } } => LettersOfPlainGuid,
        { ConstantValue: { HasValue: true, Value: null or "" or "D" or "d" } } => LettersOfGuid,
        _ => null,
    };

    private static bool IsGuid(ITypeSymbol? type) => type?.ToDisplayString() == "System.Guid";
}
