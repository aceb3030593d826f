using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Which waits can be told how long they may last.</summary>
internal static class BoundedWaits
{
    /// <summary>True for a wait that has an overload with nothing but a time.</summary>
    public static bool TakesTimeSpan(IMethodSymbol method) =>
        method is { IsStatic: false, Name: "Wait" or "WaitOne" or "Join" or "WaitForExit" }
        && method.ContainingType.GetMembers(method.Name)
            .OfType<IMethodSymbol>()
            .Any(static other => other.Parameters.Length == 1 && other.Parameters[0].Type.Is(KnownTypes.TimeSpan));

    /// <summary>True for a mutex or semaphore: it is released later, and so must have been taken.</summary>
    public static bool IsTaken(ITypeSymbol? receiver) =>
        receiver.IsOrDerivesFrom(KnownTypes.Mutex)
        || receiver.IsOrDerivesFrom(KnownTypes.Semaphore)
        || receiver.IsOrDerivesFrom(KnownTypes.SemaphoreSlim);
}
