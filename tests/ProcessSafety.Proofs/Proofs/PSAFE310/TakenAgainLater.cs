// Threads take the lock one after the other, try again while another one has it, and take it again later.
// form: used again
// hazard: exit 0, stdout found another inside: True, stdout entries: 4000
// fixed: exit 0, stdout found another inside: False, stdout entries: 4000
using System;
using System.IO;
using System.Threading;

string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "journal.lock");
int inside = 0;
int met = 0;
int entries = 0;
Thread[] writers = new Thread[4];
for (int i = 0; i < writers.Length; i++)
{
    writers[i] = new Thread(Write);
    writers[i].Start();
}

foreach (Thread writer in writers)
    writer.Join();
Console.WriteLine($"found another inside: {met > 0}");
Console.WriteLine($"entries: {entries}");

void Write()
{
    for (int written = 0; written < 1000;)
    {
        if (TryEnter())
            written++;
    }
}

bool TryEnter()
{
    try
    {
        using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            if (Interlocked.Increment(ref inside) > 1)
                Interlocked.Increment(ref met);
            Interlocked.Increment(ref entries);
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        }

        File.Delete(path);
        return true;
    }
    catch (IOException)
    {
        return false;
    }
}
