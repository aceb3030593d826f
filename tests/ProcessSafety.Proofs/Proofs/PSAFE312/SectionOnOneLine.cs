// The wait stands on one line with what it guards, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 134, stdout held, stderr System.Threading.SynchronizationLockException
// fixed: exit 0, stdout held, stdout not written
using System;
using System.Threading;

namespace Sections;

internal static partial class Program {
	private static readonly object s_gate = new(); /* of both */ private static readonly ManualResetEventSlim s_held = new(), s_tried = new();

	private static void Main() {
		Thread holder = new(Hold); holder.Start(); s_held.Wait(); Console.WriteLine("held");
		try { Write(); } catch (TimeoutException) { Console.WriteLine("not written"); }
		s_tried.Set(); holder.Join();
	}
}

internal static partial class Program {
	#region Writing
	private static void Write() { /* ours */ Monitor.TryEnter(s_gate, /* ms */ 100); /* now */ try { Thread.Sleep(1); // writes
#if TRACE_WRITES
			Console.WriteLine("written");
#endif
		} finally { Monitor.Exit(s_gate); /* theirs */ } } // closed
	#endregion

	private static void Hold() { lock (s_gate) { s_held.Set(); s_tried.Wait(2000); } }
}
