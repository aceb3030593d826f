// The lock of a type that is read back stands on one line with its comment, in a region, beside a field that is not compiled.
// form: messy
// hazard: exit 134, stdout 1 counted, stderr Unhandled exception. System.ArgumentNullException
// fixed: exit 0, stdout 1 counted, stdout 2 counted
using System;
using System.IO;
using System.Runtime.Serialization;

namespace Counters;

internal static class Program {
	private static void Main() {
		Counter counter = new(); Console.WriteLine($"{counter.Count()} counted");
		DataContractSerializer serializer = new(typeof(Counter)); MemoryStream sent = new();
		serializer.WriteObject(sent, counter); sent.Position = 0; // from the beginning
		Console.WriteLine($"{((Counter)serializer.ReadObject(sent)!).Count()} counted");
	}
}

[DataContract] internal sealed partial class Counter {
	#region Fields
	/* not sent */ private readonly object _gate = new(); // of the count
#if OLD
	private readonly object _other = new();
#endif
	[DataMember] private int _count; /* sent */
	#endregion
}

internal sealed partial class Counter {
	public int Count() { lock (_gate) { return ++_count; } }
}
