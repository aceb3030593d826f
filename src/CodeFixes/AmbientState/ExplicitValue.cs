using System;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.AmbientState;

/// <summary>What a start info gets in the place of the process.</summary>
/// <param name="Value">The value, as it is set now; null when the setting is removed.</param>
/// <param name="Stem">What a variable for the value is called.</param>
/// <param name="IsStable">True when all but the value gives the same a few statements later.</param>
/// <param name="Statement">The lines of the statement that tells it, by the names of the start info and of the value.</param>
internal sealed record ExplicitValue(
    ExpressionSyntax? Value,
    string Stem,
    bool IsStable,
    Func<string, string, string[]> Statement)
{
    /// <summary>True when the statement names the value twice, so that it has to be a variable.</summary>
    public bool IsNamedTwice { get; init; }
}
