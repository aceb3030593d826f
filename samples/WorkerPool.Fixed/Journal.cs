namespace WorkerPool;

/// <summary>What the last run did, in a file next to the program, for whoever looks into it afterwards.</summary>
internal static class Journal
{
    private static readonly string Place = Path.Combine(AppContext.BaseDirectory, "journal.txt");

    /// <summary>The journal of the last run that has come to its end.</summary>
    private static readonly string Kept = Path.ChangeExtension(Place, ".last.txt");

    /// <summary>Large notes, one file each. Only a process that has one makes the folder.</summary>
    private static readonly Lazy<DirectoryInfo> Notes = new(() => Directory.CreateTempSubdirectory("WorkerPool-notes-"));

    /// <summary>Makes room for a new journal.</summary>
    public static void Begin() => File.Delete(Place);

    /// <summary>Puts the journal where the next run leaves it alone.</summary>
    public static void Keep() => File.Move(Place, Kept, overwrite: true);

    /// <exception cref="TimeoutException">Another process was writing for more than half a second.</exception>
    public static void Add(string line)
    {
        using var turn = new Mutex(initiallyOwned: false, @"Global\WorkerPool.Journal");
        try
        {
            if (!turn.WaitOne(500))
            {
                throw new TimeoutException("Another process is writing the journal.");
            }
        }
        catch (AbandonedMutexException)
        {
            // The other process died in the middle of its line. It is our turn all the same.
        }

        try
        {
            File.AppendAllText(Place, $"{DateTime.Now:s} {line}{Environment.NewLine}");
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    /// <summary>Keeps a text that is too long for the journal itself.</summary>
    public static void Attach(string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(Notes.Value.FullName, name);
        File.WriteAllLines(file, lines);
        Add(file);
    }
}
