namespace WorkerPool;

/// <summary>Writes whole lines to the standard error stream.</summary>
internal static class Log
{
    private static readonly object Gate = new();

    public static void Write(string line)
    {
        lock (Gate)
        {
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss.fff} {line}");
        }
    }
}
