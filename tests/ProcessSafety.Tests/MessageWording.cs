using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace ProcessSafety.Tests;

/// <summary>How long a reported message may be, and what it does not say. The code that it quotes does not count.</summary>
internal static partial class MessageWording
{
    public const int Letters = 140;

    private const string Prefix = "PSAFE";

    /// <exception cref="XunitException">A message of a rule of this package is too long, or names what no user has written.</exception>
    public static void Verify(IEnumerable<Diagnostic> reported)
    {
        foreach (Diagnostic diagnostic in reported)
        {
            if (diagnostic.Id.StartsWith(Prefix, StringComparison.Ordinal) && Problem(diagnostic.GetMessage()) is { } problem)
            {
                throw new XunitException($"{diagnostic}\n{problem}");
            }
        }
    }

    /// <summary>What is wrong with a message; null when nothing is.</summary>
    public static string? Problem(string message) =>
        Prose(message).Trim() is { Length: > Letters and var length } prose ? $"{length} letters, {Letters} are allowed: {prose}"
        : message.Contains("<Main>", StringComparison.Ordinal) ? "Top-level statements are called Main."
        : null;

    /// <summary>A message without its quotations: `'a' waits for 'b'.` has ` waits for .`</summary>
    public static string Prose(string message) => Quotation().Replace(message, "");

    /// <summary>The mark in `the child's output` neither begins nor ends one.</summary>
    [GeneratedRegex(@"(?<!\w)'.+?'(?=[\s:;,.?]|$)", RegexOptions.Singleline)]
    private static partial Regex Quotation();
}
