// A counter is read back, and its copy too. Two members take the lock, and a method of the type runs before each reading.
// form: used again
// hazard: exit 134, stdout made: 1, stderr Unhandled exception. System.ArgumentNullException
// fixed: exit 0, stdout made: 1, stdout read: 2, stdout read: 3

using System;
using System.IO;
using System.Runtime.Serialization;

Counter counter = new();
counter.Count();
Console.WriteLine(counter.Show());
Counter copy = Sent(counter);
copy.Count();
Console.WriteLine(copy.Show());
Counter copyOfCopy = Sent(copy);
copyOfCopy.Count();
Console.WriteLine(copyOfCopy.Show());

static Counter Sent(Counter counter)
{
    DataContractSerializer serializer = new(typeof(Counter));
    MemoryStream stream = new();
    serializer.WriteObject(stream, counter);
    stream.Position = 0;
    return (Counter)serializer.ReadObject(stream)!;
}

[DataContract]
internal sealed class Counter
{
    private readonly object _gate = new();
    private string _origin = "made";

    [DataMember]
    private int _count;

    public void Count()
    {
        lock (_gate)
            _count++;
    }

    public string Show()
    {
        lock (_gate)
            return $"{_origin}: {_count}";
    }

    [OnDeserializing]
    private void BeforeReading(StreamingContext context) => _origin = "read";
}
