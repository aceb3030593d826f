// A file is replaced again and again while another thread reads it.
// form: plain
// hazard: exit 0, stdout a reader has found no file: True
// fixed: exit 0, stdout a reader has found no file: False
using System;
using System.IO;
using System.Threading;

string path = Path.GetTempFileName();
string temporary = path + ".new";
bool isDone = false;
int missed = 0;
Thread reader = new(Read);
reader.Start();
for (int round = 0; round < 4000 && Volatile.Read(ref missed) == 0; round++)
{
    File.WriteAllText(temporary, "settings");
    if (File.Exists(path))
    {
        File.Delete(path);
    }

    File.Move(temporary, path);
}

Volatile.Write(ref isDone, true);
reader.Join();
File.Delete(path);
Console.WriteLine($"a reader has found no file: {missed > 0}");

void Read()
{
    while (!Volatile.Read(ref isDone))
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            Interlocked.Increment(ref missed);
        }
    }
}
