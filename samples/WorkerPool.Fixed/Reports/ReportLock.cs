namespace WorkerPool.Reports;

/// <summary>
/// Keeps the reports of two runs in one terminal apart. Only the thread that took it can let it go, so there is no finalizer.
/// </summary>
internal sealed class ReportLock : IDisposable
{
    private const string Name = @"Global\WorkerPool.Report";

    private readonly Mutex _mutex = new(initiallyOwned: false, Name);

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
            if (!Mutex.TryOpenExisting(Name, out var mutex))
            {
                return false;
            }

            mutex.Dispose();
            return true;
        }
    }

    public void Dispose()
    {
        _mutex.ReleaseMutex();
        _mutex.Dispose();
    }
}
