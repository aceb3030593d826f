namespace WorkerPool.Reports;

/// <summary>Keeps the reports of two runs in one terminal apart.</summary>
internal sealed class ReportLock : IDisposable
{
    private readonly Mutex _mutex = new(initiallyOwned: false, @"Global\WorkerPool.Report");

    /// <exception cref="TimeoutException">Another run held the lock for more than ten seconds.</exception>
    public ReportLock()
    {
        try
        {
            if (!_mutex.WaitOne(TimeSpan.FromSeconds(10)))
            {
                throw new TimeoutException("Another run is writing its report.");
            }
        }
        catch (AbandonedMutexException)
        {
            // The other run died in the middle of its report. The lock is ours all the same.
        }
    }

    /// <summary>Whether a run in another terminal has its report in hand.</summary>
    public static bool IsTaken
    {
        get
        {
            if (!Mutex.TryOpenExisting("WorkerPool.Report", out var mutex))
            {
                return false;
            }

            mutex.Dispose();
            return true;
        }
    }

    ~ReportLock() => Release();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Release();
    }

    private void Release()
    {
        _mutex.ReleaseMutex();
        _mutex.Dispose();
    }
}
