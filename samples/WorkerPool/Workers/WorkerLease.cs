namespace WorkerPool.Workers;

/// <summary>A worker that is busy with one job. It goes back to the pool in any case.</summary>
internal sealed class WorkerLease(Pool pool, WorkerProcess worker) : IDisposable
{
    ~WorkerLease() => pool.Return(worker);

    public WorkerProcess Worker => worker;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        pool.Return(worker);
    }
}
