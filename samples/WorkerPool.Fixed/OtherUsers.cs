namespace WorkerPool;

/// <summary>Tells whether a pool of another user is at work on this machine.</summary>
internal static class OtherUsers
{
    private const string Name = @"Global\WorkerPool.Machine";

    private static Mutex? s_first;

    public static bool AreIdle()
    {
        s_first = new Mutex(initiallyOwned: true, Name, out var isFirst);
        return isFirst;
    }
}
