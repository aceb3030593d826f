using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace WorkerPool.Buffers;

/// <summary>The blocks of a pool that are not on loan.</summary>
internal sealed unsafe class Shelf
{
    private readonly ConcurrentQueue<nint> _free = new();

    public nint TakeOrAllocate()
    {
        if (_free.TryDequeue(out var block))
        {
            return block;
        }

        return (nint)NativeMemory.Alloc(BufferPool.BlockSize);
    }

    public void Put(nint block) => _free.Enqueue(block);

    public void Clear()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();

        while (_free.TryDequeue(out var block))
        {
            NativeMemory.Free((void*)block);
        }
    }
}
