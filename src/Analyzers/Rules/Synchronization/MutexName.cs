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
    public const string Path = "is made of a path";

    private const string Separator = "has a slash or backslash in it";
    private const string SmallLetters = "has its prefix in small letters";
    private const string Hole = "?";

    private static readonly string[] Prefixes = { NamedPrimitive.GlobalPrefix, NamedPrimitive.LocalPrefix };

    /// <summary>What is wrong with a name, as messages say it; null when nothing is seen to be.</summary>
    public static string? Problem(NameText name) =>
        Problem(string.Concat(name.Parts.Select(static part => part.Text ?? Hole)))
        ?? (name.Parts.Any(static part => part.Text is null && IsPath(part.Value)) ? Path : null);

    /// <inheritdoc cref="Problem(NameText)"/>
    public static string? Problem(string name) =>
        Prefixes.Any(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith(known, StringComparison.Ordinal))
            ? SmallLetters
        : NamedPrimitive.WithoutPrefix(name).IndexOfAny(new[] { '/', '\\' }) >= 0 ? Separator
        : null;

    /// <summary>True for what the framework gives as the path of a file or folder.</summary>
    private static bool IsPath(IOperation value) => ValueOrigin.Unwrap(value) switch
    {
        IInvocationOperation
        {
            TargetMethod: { Name: nameof(string.Replace), ContainingType.SpecialType: SpecialType.System_String },
            Instance: { } path,
            Arguments: { Length: > 1 } arguments,
        } => arguments[0].Value.ConstantValue.Value is '\\' or "\\" && IsPath(path),
        IInvocationOperation { TargetMethod: var method } =>
            (method.ContainingType.Is("System.IO.Path")
                && method.Name is "Combine" or "Join" or "GetFullPath" or "GetTempPath" or "GetTempFileName" or "GetDirectoryName")
            || (method.ContainingType.Is(KnownTypes.Environment) && method.Name == "GetFolderPath")
            || (method.ContainingType.Is("System.IO.Directory") && method.Name == "GetCurrentDirectory"),
        IPropertyReferenceOperation { Property: var property } => property.Name switch
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
}
