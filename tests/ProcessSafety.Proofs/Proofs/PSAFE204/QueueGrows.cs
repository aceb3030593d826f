// A finalizer brings blocks back to a pool while Main takes some, with no lock: the queue loses count, and when it
// grows the finalizer throws.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.ArgumentException, stderr Finalize()
// fixed: exit 0, stdout 2000 pools served

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

LoseArena();
GC.Collect();

for (int served = 0; served < 2000; served++)
{
    BlockPool pool = BlockPool.Open();
    for (int taken = 0; pool.Count < 500;)
    {
        if (taken < 50 && pool.TryTake(out long _))
            taken++;
    }
}

BlockPool.IsClosed = true;
GC.WaitForPendingFinalizers();
Console.WriteLine("2000 pools served");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseArena() => _ = new Arena();

internal sealed class BlockPool
{
    private static volatile BlockPool s_current = new();
    private static volatile bool s_closed;

    private readonly Queue<long> _free = new(capacity: 16);

    public static BlockPool Current => s_current;

    public static bool IsClosed { get => s_closed; set => s_closed = value; }

    public int Count => _free.Count;

    public static BlockPool Open() => s_current = new BlockPool();

    public void Return(long block) => _free.Enqueue(block);

    public bool TryTake(out long block) => _free.TryDequeue(out block);
}

internal sealed class Arena
{
    ~Arena()
    {
        for (long block = 0; !BlockPool.IsClosed; block++)
            BlockPool.Current.Return(block);
    }
}
