namespace WorkerPool.Reports;

/// <summary>The checksums of earlier runs, in one file.</summary>
internal static class History
{
    private const long MaxLength = 1_000_000;

    private static readonly string FileName = Path.Combine(Path.GetTempPath(), "WorkerPool.history");

    private static readonly Mutex Gate = new();

    public static async Task AppendAsync(IEnumerable<string> lines)
    {
        Gate.WaitOne();
        try
        {
            await File.AppendAllLinesAsync(FileName, lines);
        }
        finally
        {
            Gate.ReleaseMutex();
        }
    }

    /// <summary>Puts a long history aside. One run at a time may do so.</summary>
    public static void Rotate()
    {
        using var turn = new Mutex(initiallyOwned: true, @"Global\WorkerPool.History");
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
