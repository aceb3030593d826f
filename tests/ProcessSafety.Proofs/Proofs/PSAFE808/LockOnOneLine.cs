// A background thread is busy under a lock, which a ProcessExit handler takes on one line, among comments and directives.
// form: messy
// hazard: hang, stdout Main returns
// fixed: exit 0, stdout Main returns, no stdout flushed, stdout the end
using System;
using System.Threading;

namespace Journals;

internal static class Program {
	private static void Main() {
		AppDomain.CurrentDomain.ProcessExit += (_, _) => Journal.Flush(); Journal.StartFollowing(); // and out
		Console.WriteLine("Main returns"); }
}

internal static partial class Journal {
	private static readonly object s_gate = new(); /* of all lines */ private static readonly ManualResetEventSlim s_holding = new();

	public static void StartFollowing() { new Thread(Follow) { IsBackground = true }.Start(); s_holding.Wait(); }

	private static void Follow() { lock (s_gate) { s_holding.Set(); Thread.Sleep(Timeout.Infinite); } }
}

internal static partial class Journal {
	#region The end
	public static void Flush() { /* ours */ lock (s_gate) { Console.WriteLine("flushed"); /* all of it */ } // let go
#if TRACE_JOURNALS
		Console.WriteLine("flushing");
#endif
		Console.WriteLine("the end"); }
	#endregion
}
