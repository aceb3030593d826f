using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Types whose objects connect the threads of one process, and nothing beyond it.</summary>
internal static class InProcessTypes
{
    /// <summary>Locks and signals. Of these, only <see cref="NameableTypes"/> can be shared with another process.</summary>
    private static readonly ImmutableArray<string> Primitives = ImmutableArray.Create(
        "System.Threading.Barrier",
        "System.Threading.CountdownEvent",
        KnownTypes.EventWaitHandle,
        KnownTypes.Lock,
        "System.Threading.ManualResetEventSlim",
        KnownTypes.Mutex,
        KnownTypes.ReaderWriterLock,
        KnownTypes.ReaderWriterLockSlim,
        KnownTypes.Semaphore,
        KnownTypes.SemaphoreSlim,
        KnownTypes.SpinLock);

    private static readonly ImmutableArray<string> Queues = ImmutableArray.Create(
        "System.Collections.Concurrent.BlockingCollection`1",
        "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Collections.Concurrent.ConcurrentQueue`1",
        "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.IProducerConsumerCollection`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Queue",
        "System.Collections.Stack",
        "System.Threading.Channels.Channel`1",
        "System.Threading.Channels.Channel`2",
        "System.Threading.Channels.ChannelReader`1",
        "System.Threading.Channels.ChannelWriter`1");

    /// <summary>True for a lock or a signal, derived types included.</summary>
    public static bool IsPrimitive(ITypeSymbol type) => IsOneOf(type, Primitives);

    /// <summary>True for a collection that hands items from one thread to another.</summary>
    public static bool IsQueue(ITypeSymbol type) => IsOneOf(type, Queues);

    private static bool IsOneOf(ITypeSymbol type, ImmutableArray<string> names)
    {
        foreach (string name in names)
        {
            if (type.IsOrDerivesFrom(name))
            {
                return true;
            }
        }

        return false;
    }
}
