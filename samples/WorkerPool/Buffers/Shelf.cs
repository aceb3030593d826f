using System.Runtime.InteropServices;

namespace WorkerPool.Buffers;

/// <summary>The blocks of a pool that are not on loan.</summary>
internal sealed unsafe class Shelf
{
    private readonly object _gate = new();
    private readonly Queue<nint> _free = new();

    public nint TakeOrAllocate()
    {
        lock (_gate)
        {
            if (_free.Count > 0)
            {
                return _free.Dequeue();
            }
        }

        return (nint)NativeMemory.Alloc(BufferPool.BlockSize);
    }

    public void Put(nint block)
    {
        lock (_gate)
        {
            _free.Enqueue(block);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            while (_free.Count > 0)
            {
                NativeMemory.Free((void*)_free.Dequeue());
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
