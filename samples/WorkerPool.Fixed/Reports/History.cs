namespace WorkerPool.Reports;

/// <summary>The checksums of earlier runs, in one file.</summary>
internal static class History
{
    private const long MaxLength = 1_000_000;

    private static readonly string FileName = Path.Combine(Path.GetTempPath(), "WorkerPool.history");

    private static readonly SemaphoreSlim Gate = new(1, 1);

    public static async Task AppendAsync(IEnumerable<string> lines)
    {
        await Gate.WaitAsync();
        try
        {
            await File.AppendAllLinesAsync(FileName, lines);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Puts a long history aside. One run at a time may do so.</summary>
    public static void Rotate()
    {
        using var turn = new Mutex(initiallyOwned: false, @"Global\WorkerPool.History");
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The other run died while it put the history aside. It is our turn all the same.
        }

        try
        {
            if (new FileInfo(FileName) is { Exists: true, Length: > MaxLength } file)
            {
                file.MoveTo(FileName + ".old", overwrite: true);
            }
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }
}
