// A serializable type keeps its semaphore out of what is written, and counts on the initialiser to make a new one.
// form: plain
// hazard: exit 134, stdout 1 counted, stderr Unhandled exception. System.NullReferenceException
// fixed: exit 0, stdout 1 counted, stdout 2 counted

using System;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Threading;

Counter counter = new();
Console.WriteLine($"{counter.Count()} counted");

DataContractJsonSerializer serializer = new(typeof(Counter));
MemoryStream sent = new();
serializer.WriteObject(sent, counter);
sent.Position = 0;
Counter received = (Counter)serializer.ReadObject(sent)!;
Console.WriteLine($"{received.Count()} counted");

[Serializable]
internal sealed class Counter
{
    [NonSerialized]
    private readonly SemaphoreSlim _turn = new(1, 1);

    private int _count;

    public int Count()
    {
        _turn.Wait();
        try
        {
            return ++_count;
        }
        finally
        {
            _turn.Release();
        }
    }
}
