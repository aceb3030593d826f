namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>What becomes of a delegate's closure on its way into another process.</summary>
internal enum BoundaryKind
{
    /// <summary>It is created again: what was captured is lost.</summary>
    Recreates,

    /// <summary>It is written and read back: the other process works on a copy.</summary>
    Serializes,
}
