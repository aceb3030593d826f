// A semaphore is a member of a data contract, with its attribute on the same line, between comments and a member that is not compiled.
// form: messy
// hazard: exit 134, stderr Unhandled exception. System.Runtime.Serialization.InvalidDataContractException
// fixed: exit 0, stdout Id>1<
using System;
using System.IO;
using System.Runtime.Serialization;
using System.Text;
using System.Threading;

namespace Orders;

internal static class Program {
	private static void Main() {
		MemoryStream sent = new(); new DataContractSerializer(typeof(Order)).WriteObject(sent, new Order { Id = 1 }); // once
		Console.WriteLine(Encoding.UTF8.GetString(sent.ToArray()));
	}
}

[DataContract] internal sealed partial class Order {
	#region What is sent
	[DataMember] public int Id { get; set; }
	#endregion
#if OLD
	[DataMember] public object Gate = new();
#endif
	/// <summary>One at a time.</summary>
	[DataMember(Order = 2)] /* here */ public SemaphoreSlim Turn { get; set; } = new(1); // in this process
}
