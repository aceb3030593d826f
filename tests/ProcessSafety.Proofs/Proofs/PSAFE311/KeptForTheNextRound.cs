// A journal is rotated: the last file takes the place of the one before, and a new one that of the last. Both are read afterwards.
// form: used again
// hazard: exit 0, stdout a reader has found no file: True, stdout last: entry, stdout before: entry
// fixed: exit 0, stdout a reader has found no file: False, stdout last: entry, stdout before: entry
using System;
using System.IO;
using System.Threading;

internal static class Program
{
    private static bool s_isDone;
    private static int s_missed;

    private static void Main()
    {
        Journal journal = new(Path.GetTempFileName());
        journal.Write("entry 0");
        journal.Rotate();
        Thread reader = new(() => Read(journal.Previous));
        reader.Start();
        for (int round = 1; round < 4000 && Volatile.Read(ref s_missed) == 0; round++)
        {
            journal.Write($"entry {round}");
            journal.Rotate();
        }

        Volatile.Write(ref s_isDone, true);
        reader.Join();
        journal.Write("entry, the last one");
        Console.WriteLine($"a reader has found no file: {s_missed > 0}");
        Console.WriteLine($"last: {File.ReadAllText(journal.Current)}");
        Console.WriteLine($"before: {File.ReadAllText(journal.Previous)}");
        File.Delete(journal.Current);
        File.Delete(journal.Previous);
    }

    private static void Read(string path)
    {
        while (!Volatile.Read(ref s_isDone))
        {
            if (!File.Exists(path))
                Interlocked.Increment(ref s_missed);
        }
    }
}

internal sealed class Journal(string path)
{
    public string Current => path;

    public string Previous { get; } = path + ".1";

    public void Write(string text) => File.WriteAllText(Current, text);

    public void Rotate()
    {
        File.Delete(Previous);
        File.Move(Current, Previous);
    }
}
