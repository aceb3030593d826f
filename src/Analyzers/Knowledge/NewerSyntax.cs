namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Kinds of syntax and operations that newer compilers have and the Roslyn 4.5 API does not name.</summary>
internal static class NewerSyntax
{
    /// <summary>SyntaxKind.CollectionExpression: <c>[a, b]</c>, C# 12.</summary>
    public const int CollectionExpression = 9076;

    /// <summary>OperationKind.CollectionExpression.</summary>
    public const int CollectionExpressionOperation = 127;

    /// <summary>OperationKind.Spread: <c>..a</c> in a collection expression.</summary>
    public const int SpreadOperation = 128;
}
