namespace WorkerPool;

/// <summary>What the last run did, in a file beside the program, for whoever looks into it afterwards.</summary>
internal static class Journal
{
    private static readonly string Place = Path.Combine(AppContext.BaseDirectory, "journal.txt");

    /// <summary>Large notes, one file each.</summary>
    private static readonly DirectoryInfo Notes = Directory.CreateTempSubdirectory("WorkerPool-notes-");

    /// <summary>Makes room for a new journal.</summary>
    public static void Begin() => File.Delete(Place);

    public static void Add(string line) => File.AppendAllText(Place, $"{DateTime.Now:s} {line}{Environment.NewLine}");

    /// <summary>Keeps a text that is too long for the journal itself.</summary>
    public static void Attach(string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(Notes.FullName, name);
        File.WriteAllLines(file, lines);
        Add(file);
    }
}
