// A pool measures the memory in use under its own lock, and the finalizers that bring buffers back want that lock.
// form: used again
// hazard: hang, stdout measuring
// fixed: exit 0, stdout 200 free, stdout bytes in use
// also: PSAFE206, the measurement waits for finalizers under the lock

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

LoseBuffers(200);
Console.WriteLine("measuring");
Console.WriteLine($"{BufferPool.BytesInUse()} bytes in use");
GC.WaitForPendingFinalizers();
Console.WriteLine($"{BufferPool.Count} free");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseBuffers(int count)
{
    List<PooledBuffer> buffers = new();
    for (int i = 0; i < count; i++)
        buffers.Add(new PooledBuffer());

    foreach (PooledBuffer buffer in buffers)
        buffer.Write(new string('x', 50_000));
}

internal sealed class PooledBuffer
{
    private readonly byte[] _bytes = BufferPool.Rent();

    ~PooledBuffer() => BufferPool.Return(_bytes);

    public void Write(string text) => Encoding.UTF8.GetBytes(text.AsSpan(0, 100), _bytes);
}

internal static class BufferPool
{
    private const int BufferSize = 4096;

    private static readonly object s_gate = new();
    private static readonly Queue<byte[]> s_free = new();

    public static int Count
    {
        get
        {
            lock (s_gate)
                return s_free.Count;
        }
    }

    public static byte[] Rent()
    {
        lock (s_gate)
        {
            if (s_free.Count > 0)
                return s_free.Dequeue();
        }

        return new byte[BufferSize];
    }

    public static void Return(byte[] bytes)
    {
        lock (s_gate)
            s_free.Enqueue(bytes);
    }

    public static long BytesInUse()
    {
        lock (s_gate)
            return GC.GetTotalMemory(forceFullCollection: true) - (long)BufferSize * s_free.Count;
    }
}
