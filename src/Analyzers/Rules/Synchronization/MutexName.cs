using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>What Unix refuses in the name of a mutex: it is the name of a file there.</summary>
internal static class MutexName
{
    /// <summary>The problem of a name that a hash of it solves.</summary>
    public const string Path = "is built from a path";

    private const string Base64 = "can contain slashes (Base64)";
    private const string Separator = "contains a slash or backslash";
    private const string SmallLetters = "has a lowercase prefix";
    private const string Hole = "?";

    private static readonly string[] Prefixes = { NamedPrimitive.GlobalPrefix, NamedPrimitive.LocalPrefix };

    /// <summary>What is wrong with a name, as messages say it; null when nothing is seen to be.</summary>
    public static string? Problem(NameText name) =>
        Problem(string.Concat(name.Parts.Select(static part => part.Text ?? Hole)))
        ?? (name.Parts.Any(static part => part.Text is null && IsPath(part.Value)) ? Path
            : name.Parts.Any(static part => part.Text is null && IsBase64(part.Value)) ? Base64
            : null);

    /// <inheritdoc cref="Problem(NameText)"/>
    public static string? Problem(string name) =>
        Prefixes.Any(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith(known, StringComparison.Ordinal))
            ? SmallLetters
        : NamedPrimitive.WithoutPrefix(name).IndexOfAny(new[] { '/', '\\' }) >= 0 ? Separator
        : null;

    /// <summary>True for what the framework gives as the path of a file or folder, when nothing takes its slashes away.</summary>
    private static bool IsPath(IOperation value) =>
        Given(value, taken: '/') is { } member && SlashTexts.IsPath(member);

    /// <summary>True for Base64 text with its slashes.</summary>
    private static bool IsBase64(IOperation value) => Given(value, taken: '/') is { } member && SlashTexts.IsBase64(member);

    /// <summary>The member that gives a text; null when a call between takes that letter away.</summary>
    private static ISymbol? Given(IOperation value, char taken) => ValueOrigin.Unwrap(value) switch
    {
        IInvocationOperation
        {
            TargetMethod: { Name: nameof(string.Replace), ContainingType.SpecialType: SpecialType.System_String },
            Instance: { } text,
            Arguments: { Length: > 1 } arguments,
        } => arguments[0].Value.ConstantValue.Value is { } replaced && replaced.ToString() is { Length: 1 } letter && letter[0] != taken
            ? Given(text, taken)
            : null,
        IInvocationOperation { Instance: { } text, TargetMethod: var method } when SlashTexts.KeepsSlashes(method) => Given(text, taken),
        IInvocationOperation { TargetMethod: var method } => method,
        IPropertyReferenceOperation { Property: var property } => property,
        ILocalReferenceOperation { Local: var local } when LocalAssignments.Single(local, value) is { } single => Given(single, taken),
        _ => null,
    };
}
