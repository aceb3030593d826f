namespace WorkerPool;

/// <summary>Writes whole lines to the standard error stream, which all processes of a run have in common, and one at a time.</summary>
internal static class Log
{
    private static readonly Mutex Gate = new(initiallyOwned: false, @"Global\WorkerPool.Log");

    /// <summary>What each line begins with. Each process has its own.</summary>
    public static string Prefix { get; set; } = "";

    public static void Write(string line)
    {
        WaitForGate();
        try
        {
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss.fff} {Prefix}{line}");
        }
        finally
        {
            Gate.ReleaseMutex();
        }
    }

    private static void WaitForGate()
    {
        try
        {
            Gate.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // A process died in the middle of its line. The lock is ours all the same.
        }
    }
}
