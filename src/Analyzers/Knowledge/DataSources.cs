using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Calls that bring data of any size into memory, and calls that hand it on in another shape.</summary>
internal static class DataSources
{
    private static readonly HashSet<string> Readings = new(StringComparer.Ordinal)
    {
        "ReadAllBytes",
        "ReadAllBytesAsync",
        "ReadAllLines",
        "ReadAllLinesAsync",
        "ReadAllText",
        "ReadAllTextAsync",
        "ReadLines",
        "ReadLinesAsync",
    };

    private static readonly HashSet<string> Deserializers = new(StringComparer.Ordinal)
    {
        "Deserialize", "DeserializeAsync", "DeserializeFromString", "DeserializeObject", "ReadObject",
    };

    /// <summary>Methods of sequences whose result has as many elements as their source.</summary>
    private static readonly HashSet<string> SameLength = new(StringComparer.Ordinal)
    {
        "AsParallel",
        "Cast",
        "OrderBy",
        "OrderByDescending",
        "Reverse",
        "Select",
        "AsReadOnly",
        "ConvertAll",
        "ToArray",
        "ToDictionary",
        "ToFrozenDictionary",
        "ToFrozenSet",
        "ToHashSet",
        "ToImmutableArray",
        "ToImmutableDictionary",
        "ToImmutableHashSet",
        "ToImmutableList",
        "ToImmutableSortedDictionary",
        "ToImmutableSortedSet",
        "ToList",
        "ToLookup",
        "Create",
        "CreateRange",
        "AsMemory",
        "ConfigureAwait",
        "GetAwaiter",
        "GetResult",
    };

    /// <summary>Methods of sequences and texts whose result may have fewer.</summary>
    private static readonly HashSet<string> OtherLength = new(StringComparer.Ordinal)
    {
        "Concat",
        "Distinct",
        "DistinctBy",
        "Except",
        "GroupBy",
        "Replace",
        "SelectMany",
        "Skip",
        "SkipWhile",
        "Split",
        "ToLower",
        "ToLowerInvariant",
        "ToUpper",
        "ToUpperInvariant",
        "Union",
        "Where",
        "GetString",
        "GetBytes",
        "ToCharArray",
    };

    /// <summary>True for a call that reads a whole file.</summary>
    public static bool ReadsAll(IMethodSymbol method) => Readings.Contains(method.Name) && method.ContainingType.Is("System.IO.File");

    /// <summary>True for a call that reads all that is left of a text.</summary>
    public static bool ReadsToEnd(IMethodSymbol method) =>
        method.Name is "ReadToEnd" or "ReadToEndAsync" && method.ContainingType.IsOrDerivesFrom("System.IO.TextReader");

    /// <summary>True for a call that makes objects of a stored document.</summary>
    public static bool Deserializes(IMethodSymbol method) =>
        Deserializers.Contains(method.Name)
        && (method.ContainingType.Is("System.Text.Json.JsonSerializer")
            || method.ContainingType.IsOrDerivesFrom("System.Xml.Serialization.XmlSerializer")
            || method.ContainingType.IsOrDerivesFrom("System.Runtime.Serialization.XmlObjectSerializer")
            || method.ContainingType.Is("Newtonsoft.Json.JsonConvert")
            || method.ContainingType.Is("MessagePack.MessagePackSerializer"));

    /// <summary>
    /// True for a method of another assembly that hands the data of its source on; <paramref name="keepsLength"/> tells whether all of it.
    /// </summary>
    public static bool HandsOn(IMethodSymbol method, out bool keepsLength)
    {
        keepsLength = SameLength.Contains(method.Name);
        return method.DeclaringSyntaxReferences.IsEmpty && (keepsLength || OtherLength.Contains(method.Name));
    }

    /// <summary>True for an array, a text, a collection, or a stretch of memory: what holds data, and nothing else.</summary>
    public static bool IsContainer(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol or { SpecialType: SpecialType.System_String } => true,
        _ when type.Is("System.Memory`1") || type.Is("System.ReadOnlyMemory`1") => true,
        _ when type.SpecialType == SpecialType.System_Collections_IEnumerable => true,
        _ => ImplementsEnumerable(type),
    };

    /// <summary>How many bytes an element of a container takes at least; 0 when that is not known.</summary>
    public static long ElementSize(ITypeSymbol? container) => container switch
    {
        null or { TypeKind: TypeKind.Interface } => 0,
        IArrayTypeSymbol array => SizeOf(array.ElementType),
        { SpecialType: SpecialType.System_String } => sizeof(char),
        INamedTypeSymbol { TypeArguments.Length: 1 or 2 } named when IsContainer(named) =>
            SizeOf(named.TypeArguments[0]) + (named.TypeArguments.Length == 2 ? SizeOf(named.TypeArguments[1]) : 0),
        _ => 0,
    };

    private static bool ImplementsEnumerable(ITypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
            {
                return true;
            }
        }

        return false;
    }

    private static long SizeOf(ITypeSymbol type) => type switch
    {
        { IsReferenceType: true } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => 8,
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => SizeOf(underlying),
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte } => 1,
        { SpecialType: SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 } => 2,
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single } => 4,
        { SpecialType: SpecialType.System_Int64
            or SpecialType.System_UInt64
            or SpecialType.System_Double
            or SpecialType.System_DateTime } => 8,
        { SpecialType: SpecialType.System_Decimal } => 16,
        _ when type.Is("System.Guid") => 16,
        _ when type.Is(KnownTypes.TimeSpan) => 8,
        _ => 0,
    };
}
