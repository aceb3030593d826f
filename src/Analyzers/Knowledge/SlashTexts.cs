using System;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What of the framework gives a text that has a slash in it, or may have: paths, and Base64.</summary>
internal static class SlashTexts
{
    private static readonly string[] PathMethods =
        { "Combine", "GetDirectoryName", "GetFullPath", "GetTempFileName", "GetTempPath", "Join" };

    /// <summary>True for what gives the path of a file or folder.</summary>
    public static bool IsPath(ISymbol member) => member switch
    {
        IMethodSymbol method =>
            (method.ContainingType.Is("System.IO.Path") && Array.IndexOf(PathMethods, method.Name) >= 0)
            || (method.ContainingType.Is(KnownTypes.Environment) && method.Name == "GetFolderPath")
            || (method.ContainingType.Is("System.IO.Directory") && method.Name == "GetCurrentDirectory"),
        IPropertySymbol property => property.Name switch
        {
            "Location" => property.ContainingType.IsOrDerivesFrom("System.Reflection.Assembly"),
            "BaseDirectory" => property.ContainingType.Is("System.AppContext") || property.ContainingType.Is(KnownTypes.AppDomain),
            "CurrentDirectory" or "ProcessPath" => property.ContainingType.Is(KnownTypes.Environment),
            "FullName" => property.ContainingType.IsOrDerivesFrom("System.IO.FileSystemInfo"),
            "FileName" => property.ContainingType.Is("System.Diagnostics.ProcessModule"),
            _ => false,
        },
        _ => false,
    };

    /// <summary>True for what writes bytes in the 64 letters of which one is a slash.</summary>
    public static bool IsBase64(ISymbol member) =>
        member is IMethodSymbol { Name: "ToBase64String" } method && method.ContainingType.Is("System.Convert");

    /// <summary>True for methods of a text that leave its slashes where they are.</summary>
    public static bool KeepsSlashes(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String
        && method.Name is "Remove" or "Substring" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "Trim"
            or "TrimEnd"
            or "TrimStart";
}
