using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Locks;

internal enum LockKind
{
    /// <summary>lock, Monitor, synchronized methods.</summary>
    Monitor,
    Lock,
    ReaderWriter,
    Spin,
    Mutex,
    Semaphore,
}

internal enum LockAction
{
    /// <summary>Waits as long as it takes.</summary>
    Acquire,

    /// <summary>Gives up at once or after a time.</summary>
    TryAcquire,
    Release,
}

/// <summary>What a call does to a lock.</summary>
/// <param name="Action">Taking, trying or releasing.</param>
/// <param name="Kind">The kind of lock.</param>
/// <param name="Target">The expression that is locked.</param>
internal sealed record LockUse(LockAction Action, LockKind Kind, IOperation? Target)
{
    /// <summary>True when only the thread that took the lock may release it.</summary>
    public bool IsThreadOwned => Kind is not LockKind.Semaphore;

    /// <summary>What the call does to a lock, or null when it has nothing to do with one.</summary>
    public static LockUse? Of(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        INamedTypeSymbol type = method.ContainingType;
        return method.Name switch
        {
            "Enter" or "TryEnter" or "Exit" when type.Is(KnownTypes.Monitor) => new(ActionOf(call), LockKind.Monitor, Argument(call)),
            "Enter" or "TryEnter" or "Exit" or "EnterScope" when type.Is(KnownTypes.Lock) =>
                new(ActionOf(call), LockKind.Lock, call.Instance),
            "Enter" or "TryEnter" or "Exit" when type.Is(KnownTypes.SpinLock) => new(ActionOf(call), LockKind.Spin, call.Instance),
            "WaitOne" when call.Instance?.Type.IsOrDerivesFrom(KnownTypes.Mutex) == true =>
                new(ActionOf(call), LockKind.Mutex, call.Instance),
            "ReleaseMutex" when type.Is(KnownTypes.Mutex) => new(LockAction.Release, LockKind.Mutex, call.Instance),
            "WaitOne" when call.Instance?.Type.IsOrDerivesFrom(KnownTypes.Semaphore) == true =>
                new(ActionOf(call), LockKind.Semaphore, call.Instance),
            "Wait" or "Release" when type.Is(KnownTypes.SemaphoreSlim) => new(ActionOf(call), LockKind.Semaphore, call.Instance),
            "Release" when type.Is(KnownTypes.Semaphore) => new(LockAction.Release, LockKind.Semaphore, call.Instance),
            _ when type.Is(KnownTypes.ReaderWriterLockSlim) || type.Is(KnownTypes.ReaderWriterLock) => ReaderWriter(call),
            _ => null,
        };
    }

    private static LockUse? ReaderWriter(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        return name.StartsWith("Exit", StringComparison.Ordinal) || name.StartsWith("Release", StringComparison.Ordinal)
            ? new(LockAction.Release, LockKind.ReaderWriter, call.Instance)
            : name.StartsWith("Enter", StringComparison.Ordinal)
                || name.StartsWith("TryEnter", StringComparison.Ordinal)
                || name.StartsWith("Acquire", StringComparison.Ordinal)
            ? new(ActionOf(call), LockKind.ReaderWriter, call.Instance)
            : null;
    }

    private static LockAction ActionOf(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        bool givesUp = name.StartsWith("Try", StringComparison.Ordinal) && !WaitBound.TakesTimeout(call);
        return name is "Exit" or "Release" ? LockAction.Release
            : givesUp || WaitBound.IsBounded(call) ? LockAction.TryAcquire
            : LockAction.Acquire;
    }

    private static IOperation? Argument(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
