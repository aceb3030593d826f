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
        bool isOfLock = KnownNames.LockTakes.HasMember(method) || KnownNames.LockReleases.HasMember(method);
        return (isOfLock || KnownNames.SemaphoreCalls.HasMember(method)) && KindOf(call) is { } kind
            ? new(ActionOf(call), kind, kind == LockKind.Monitor ? Argument(call) : call.Instance)
            : null;
    }

    /// <summary>What the lock is; null for an event, which shares its wait with mutexes and semaphores.</summary>
    private static LockKind? KindOf(IInvocationOperation call) => call.TargetMethod.ContainingType switch
    {
        var type when type.Is(KnownTypes.Monitor) => LockKind.Monitor,
        var type when type.Is(KnownTypes.Lock) => LockKind.Lock,
        var type when type.Is(KnownTypes.SpinLock) => LockKind.Spin,
        var type when type.Is(KnownTypes.ReaderWriterLockSlim) || type.Is(KnownTypes.ReaderWriterLock) => LockKind.ReaderWriter,
        var type when type.Is(KnownTypes.SemaphoreSlim) => LockKind.Semaphore,
        _ when call.Instance?.Type.IsOrDerivesFrom(KnownTypes.Mutex) == true => LockKind.Mutex,
        _ when call.Instance?.Type.IsOrDerivesFrom(KnownTypes.Semaphore) == true => LockKind.Semaphore,
        _ => null,
    };

    private static LockAction ActionOf(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        bool givesUp = name.StartsWith("Try", StringComparison.Ordinal) && !WaitBound.TakesTimeout(call);
        return KnownNames.LockReleases.HasMember(call.TargetMethod) || name == "Release" ? LockAction.Release
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
