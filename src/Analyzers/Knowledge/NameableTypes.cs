using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What a name leads other processes to.</summary>
internal enum PrimitiveKind
{
    Mutex,
    Semaphore,
    Event,
    SharedMemory,
}

/// <summary>Types whose objects have a name by which other processes find them, and the methods that take it.</summary>
internal static class NameableTypes
{
    private const string NameParameter = "name";
    private const string MapNameParameter = "mapName";

    private static readonly ImmutableArray<(string Type, PrimitiveKind Kind)> WaitHandles = ImmutableArray.Create(
        (KnownTypes.Mutex, PrimitiveKind.Mutex),
        (KnownTypes.Semaphore, PrimitiveKind.Semaphore),
        (KnownTypes.EventWaitHandle, PrimitiveKind.Event));

    /// <summary>Types of .NET on Windows whose static methods make and open the same objects, with an access control list.</summary>
    private static readonly ImmutableArray<(string Type, PrimitiveKind Kind)> WithAccessControl = ImmutableArray.Create(
        ("System.Threading.MutexAcl", PrimitiveKind.Mutex),
        ("System.Threading.SemaphoreAcl", PrimitiveKind.Semaphore),
        ("System.Threading.EventWaitHandleAcl", PrimitiveKind.Event));

    /// <summary>
    /// One of these is in every file that makes or opens such an object, aliases and inferred types of other files apart.
    /// </summary>
    public static readonly ImmutableArray<string> Names =
        ImmutableArray.Create(
            "Mutex",
            "MutexAcl",
            "Semaphore",
            "SemaphoreAcl",
            "EventWaitHandle",
            "EventWaitHandleAcl",
            "MemoryMappedFile");

    /// <summary>The same, to be looked for together.</summary>
    public static readonly SoughtWords Words = new(Names);

    /// <summary>True for a lock or signal that other processes can open by its name, if it has one; derived types included.</summary>
    public static bool IsWaitHandle(ITypeSymbol type) => KindOf(type, WaitHandles) is not null;

    /// <summary>What a constructor or static method makes or opens; null for any other method.</summary>
    public static PrimitiveKind? KindOf(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => KindOf(method.ContainingType, WaitHandles),
        { IsStatic: true, Name: "OpenExisting" or "TryOpenExisting" } =>
            KindOf(method.ContainingType, WaitHandles) ?? KindOf(method.ContainingType, WithAccessControl) ?? SharedMemory(method),
        { Name: "Create" } => KindOf(method.ContainingType, WithAccessControl),
        { IsStatic: true, Name: "CreateNew" or "CreateOrOpen" or "CreateFromFile" } => SharedMemory(method),
        _ => null,
    };

    /// <summary>True for the parameter that takes the name.</summary>
    public static bool IsName(IParameterSymbol parameter) =>
        parameter is
        {
            Type.SpecialType: SpecialType.System_String,
            Name: NameParameter or MapNameParameter,
            ContainingSymbol: IMethodSymbol method,
        }
        && KindOf(method) is { } kind
        && parameter.Name == (kind == PrimitiveKind.SharedMemory ? MapNameParameter : NameParameter);

    private static PrimitiveKind? SharedMemory(IMethodSymbol method) =>
        method.ContainingType.Is(KnownTypes.MemoryMappedFile) ? PrimitiveKind.SharedMemory : null;

    private static PrimitiveKind? KindOf(ITypeSymbol type, ImmutableArray<(string Type, PrimitiveKind Kind)> known)
    {
        foreach ((string name, PrimitiveKind kind) in known)
        {
            if (type.IsOrDerivesFrom(name))
            {
                return kind;
            }
        }

        return null;
    }
}
