// The release stands on one line with what comes before, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 134, stdout busy, stderr System.ApplicationException
// fixed: exit 0, stdout busy, stdout the end
using System;
using System.Threading;

namespace Releases;

internal static partial class Program {
	private static readonly Mutex s_gate = new(); /* of both */ private static readonly ManualResetEventSlim s_held = new(), s_tried = new();

	private static void Main() {
		Thread holder = new(Hold); holder.Start(); s_held.Wait();
		Write(); s_tried.Set(); holder.Join(); Console.WriteLine("the end");
	}
}

internal static partial class Program {
	#region Writing
	private static void Write() {
		/* is it ours? */ if (!s_gate.WaitOne(/* ms */ 100)) { Console.WriteLine("busy"); } /* now */ Thread.Sleep(1); // writes
#if TRACE_WRITES
		Console.WriteLine("written");
#endif
		/* done */ s_gate.ReleaseMutex(); /* theirs */ } // closed
	#endregion

	private static void Hold() { s_gate.WaitOne(); s_held.Set(); s_tried.Wait(2000); s_gate.ReleaseMutex(); }
}
