namespace WorkerPool;

/// <summary>Tells whether a pool of another user is at work on this machine.</summary>
internal static class OtherUsers
{
    private const string Name = @"Global\WorkerPool.Machine";

    /// <summary>Others see this pool as long as the caller keeps the mutex.</summary>
    public static Mutex Join(out bool areIdle) => new(initiallyOwned: true, Name, out areIdle);
}
