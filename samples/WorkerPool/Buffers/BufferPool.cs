namespace WorkerPool.Buffers;

/// <summary>Lends native memory and keeps what comes back for the next borrower.</summary>
internal sealed class BufferPool
{
    public const int BlockSize = 64 * 1024;

    public static readonly BufferPool Shared = new();

    private readonly Shelf _shelf = new();

    public NativeBuffer Rent() => new(this, _shelf.TakeOrAllocate());

    public void Return(nint block) => _shelf.Put(block);

    /// <summary>Frees every block that is not on loan, the lost ones included.</summary>
    public void Trim() => _shelf.Clear();
}
