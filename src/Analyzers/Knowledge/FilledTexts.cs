using System;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What makes a text that has letters for certain, and what asks whether one has.</summary>
internal static class FilledTexts
{
    private static readonly string[] SameLength =
        { "Replace", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Normalize", "PadLeft", "PadRight" };

    private static readonly string[] Throwing = { "ThrowIfNull", "ThrowIfNullOrEmpty", "ThrowIfNullOrWhiteSpace" };

    /// <summary>True for types whose values are never written as an empty text: numbers, characters, enums, Guids.</summary>
    public static bool IsPrinted(ITypeSymbol? type) => type is not null
        && (type.TypeKind == TypeKind.Enum
            || type.Is("System.Guid")
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double);

    /// <summary>True for methods of a text whose result is empty only when the text is.</summary>
    public static bool KeepsLetters(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String
        && Array.IndexOf(SameLength, method.Name) >= 0
        && (method.Name != "Replace" || method.Parameters[0].Type.SpecialType == SpecialType.System_Char);

    /// <summary>True for the guards of arguments that let only a text through.</summary>
    public static bool ThrowsOnEmpty(IMethodSymbol method) =>
        Array.IndexOf(Throwing, method.Name) >= 0
        && (method.ContainingType.Is("System.ArgumentException") || method.ContainingType.Is("System.ArgumentNullException"));

    public static bool AsksForEmpty(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String && method.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace";
}
