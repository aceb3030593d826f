namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Kinds of syntax that compilers newer than the floor produce.</summary>
internal static class NewerSyntax
{
    /// <summary><c>[a, b]</c>, C# 12.</summary>
    public const int CollectionExpression = 9076;
}
