using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Tests;

/// <summary>
/// Facades, assemblies that only say where types have moved to: a third of a reference pack. No source that is compiled against the
/// pack needs them, and each compilation asks all of them for every type that the compiler knows by name.
/// </summary>
internal static class Facades
{
    /// <summary>The row that every assembly has, for what stands outside types.</summary>
    private const int ModuleRow = 1;

    private static readonly ConcurrentDictionary<string, bool> s_facades = new();

    public static IEnumerable<MetadataReference> WithoutFacades(this IEnumerable<MetadataReference> references) =>
        references.Where(reference => reference is not PortableExecutableReference { FilePath: { } path } file
            || !s_facades.GetOrAdd(path, static (_, file) => IsFacade(file), file));

    private static bool IsFacade(PortableExecutableReference file) =>
        file.GetMetadata() is AssemblyMetadata assembly
        && assembly.GetModules().All(static module => module.GetMetadataReader().TypeDefinitions.Count <= ModuleRow);
}
