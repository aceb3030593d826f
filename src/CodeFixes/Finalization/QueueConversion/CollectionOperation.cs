namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>One step on the converted collection; a test and the take that it guards are one.</summary>
internal sealed class CollectionOperation
{
    public CollectionOperation(UseKind kind) => Kind = kind;

    public UseKind Kind { get; }
}
