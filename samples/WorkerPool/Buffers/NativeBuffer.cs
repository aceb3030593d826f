namespace WorkerPool.Buffers;

/// <summary>A block of native memory on loan from a pool. One that nobody disposes goes back when it is finalized.</summary>
internal sealed unsafe class NativeBuffer(BufferPool pool, nint block) : IDisposable
{
    private bool _returned;

    ~NativeBuffer()
    {
        LeakReport.Add("a native buffer was not disposed");
        Dispose(disposing: false);
    }

    public Span<byte> Span => new((void*)block, BufferPool.BlockSize);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private void Dispose(bool disposing)
    {
        if (_returned)
        {
            return;
        }

        if (disposing)
        {
            Span.Clear();
        }

        _returned = true;
        pool.Return(block);
    }
}
