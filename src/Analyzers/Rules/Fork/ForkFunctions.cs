using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Fork;

/// <summary>The functions of the system's libraries that copy the process which calls them.</summary>
internal static class ForkFunctions
{
    /// <summary>Does whatever its first argument says.</summary>
    public const string SystemCall = "syscall";

    private const string LibraryImportAttribute = "System.Runtime.InteropServices.LibraryImportAttribute";

    /// <summary>clone, fork, vfork and clone3 in the numbering of x64.</summary>
    private static readonly long[] SystemCallNumbers = { 56, 57, 58, 435 };

    public static bool IsFork(string entryPoint) => KnownNames.ForkFunctions.Has(entryPoint);

    public static bool IsForkNumber(object? number) =>
        number is int or long or uint or ulong or short or ushort or byte or sbyte
        && Array.IndexOf(SystemCallNumbers, Convert.ToInt64(number)) >= 0;

    /// <summary>True for the names by which the C library, and those that Unix systems put next to it, are loaded.</summary>
    public static bool IsSystemLibrary(string? library)
    {
        string file = library?.Substring(library.LastIndexOf('/') + 1) ?? string.Empty;
        if (file.StartsWith("lib", StringComparison.Ordinal))
        {
            file = file.Substring("lib".Length);
        }
        else if (file is not ("c" or "util"))
        {
            return false;
        }

        int end = file.IndexOf('.');
        return KnownNames.SystemLibraries.Has(end < 0 ? file : file.Substring(0, end))
            && !file.StartsWith("System.Native", StringComparison.Ordinal);
    }

    /// <summary>The function that a native import calls, when it copies the process or may be asked to; else null.</summary>
    public static string? EntryPointOf(IMethodSymbol method)
    {
        (string? library, string? name) = ImportOf(method);
        string entryPoint = name ?? method.MetadataName;
        return (IsFork(entryPoint) || entryPoint == SystemCall) && IsSystemLibrary(library) ? entryPoint : null;
    }

    private static (string? Library, string? EntryPoint) ImportOf(IMethodSymbol method)
    {
        if (method.GetDllImportData() is { } import)
        {
            return (import.ModuleName, import.EntryPointName);
        }

        AttributeData? attribute = method.GetAttributes().FirstOrDefault(static a => a.AttributeClass.Is(LibraryImportAttribute));
        return attribute is { ConstructorArguments: { Length: 1 } arguments }
            ? (
                arguments[0].Value as string,
                attribute.NamedArguments.FirstOrDefault(static a => a.Key == "EntryPoint").Value.Value as string)
            : default;
    }
}
