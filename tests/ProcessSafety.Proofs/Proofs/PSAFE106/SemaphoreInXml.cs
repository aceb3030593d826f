// A type with a public semaphore is given to XmlSerializer, which cannot make one.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.InvalidOperationException
// fixed: exit 0, stdout <Id>1</Id>

using System;
using System.IO;
using System.Threading;
using System.Xml.Serialization;

StringWriter text = new();
new XmlSerializer(typeof(Order)).Serialize(text, new Order { Id = 1 });
Console.WriteLine(text);

public sealed class Order
{
    public int Id { get; set; }

    public SemaphoreSlim Turn { get; set; } = new(1);
}
