// A counter is written and read back; the copy has its number, but no lock.
// form: plain
// hazard: exit 134, stdout 1 counted, stderr Unhandled exception. System.ArgumentNullException
// fixed: exit 0, stdout 1 counted, stdout 2 counted

using System;
using System.IO;
using System.Runtime.Serialization;

Counter counter = new();
Console.WriteLine($"{counter.Count()} counted");

DataContractSerializer serializer = new(typeof(Counter));
MemoryStream sent = new();
serializer.WriteObject(sent, counter);
sent.Position = 0;
Counter received = (Counter)serializer.ReadObject(sent)!;
Console.WriteLine($"{received.Count()} counted");

[DataContract]
internal sealed class Counter
{
    private readonly object _gate = new();

    [DataMember]
    private int _count;

    public int Count()
    {
        lock (_gate)
            return ++_count;
    }
}
