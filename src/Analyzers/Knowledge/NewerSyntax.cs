namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Syntax kinds that newer compilers have and the Roslyn 4.5 API does not name.</summary>
internal static class NewerSyntax
{
    /// <summary>SyntaxKind.CollectionExpression: <c>[a, b]</c>, C# 12.</summary>
    public const int CollectionExpression = 9076;
}
