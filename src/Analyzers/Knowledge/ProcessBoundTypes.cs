using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Types whose values mean something inside one process only.</summary>
internal static class ProcessBoundTypes
{
    private static readonly ImmutableArray<(string Name, string Words)> Known = ImmutableArray.Create(
        ("System.Delegate", "a delegate"),
        ("System.IntPtr", "an address or handle of this process"),
        ("System.IO.Stream", "a stream"),
        ("System.Lazy`1", "a lazy value"),
        ("System.Runtime.InteropServices.CriticalHandle", "a handle of this process"),
        ("System.Runtime.InteropServices.GCHandle", "a handle of this process"),
        (KnownTypes.SafeHandle, "a handle of this process"),
        ("System.Threading.AsyncLocal`1", "an async-local value"),
        (KnownTypes.CancellationToken, "a cancellation token"),
        ("System.Threading.CancellationTokenRegistration", "a cancellation token registration"),
        ("System.Threading.CancellationTokenSource", "a cancellation token source"),
        (KnownTypes.Task, "a task"),
        (KnownTypes.TaskCompletionSource, "a task completion source"),
        (KnownTypes.TaskCompletionSourceOfT, "a task completion source"),
        ("System.Threading.Tasks.ValueTask", "a task"),
        ("System.Threading.Tasks.ValueTask`1", "a task"),
        ("System.Threading.Thread", "a thread"),
        ("System.Threading.ThreadLocal`1", "a thread-local value"),
        ("System.Threading.WaitHandle", "a lock or signal"),
        ("System.UIntPtr", "an address or handle of this process"));

    /// <summary>What the type's values are, in words with an article; null when they can go anywhere.</summary>
    public static string? WordsFor(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            return type.TypeKind == TypeKind.Delegate ? "a delegate" : "an address of this process";
        }

        if (type.SpecialType is not (SpecialType.None or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
                or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate)
            || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return null;
        }

        foreach ((string name, string words) in Known)
        {
            if (type.IsOrDerivesFrom(name))
            {
                return words;
            }
        }

        return InProcessTypes.IsPrimitive(type) ? "a lock or signal" : null;
    }
}
