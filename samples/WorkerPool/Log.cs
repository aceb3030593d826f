namespace WorkerPool;

/// <summary>Writes whole lines to the standard error stream, which all processes of a run have in common.</summary>
internal static class Log
{
    private static readonly object Gate = new();

    /// <summary>What each line begins with.</summary>
    public static string Prefix { get; set; } = "";

    public static void Write(string line)
    {
        lock (Gate)
        {
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss.fff} {Prefix}{line}");
        }
    }
}
