// A mutex is asked for ownership on one line with the section that it guards, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 0, stdout other thread holds it, stdout written: System.ApplicationException
// fixed: exit 0, stdout other thread holds it, stdout written: released
using System;
using System.Threading;

namespace Owners;

internal static partial class Program {
	private static readonly ManualResetEventSlim s_held = new(); /* by the other */
	private static readonly string s_name = $"ProcessSafety.Proof.Section.{Environment.ProcessId}";

	private static void Main() {
		new Thread(Hold).Start(); s_held.Wait(); Console.WriteLine("other thread holds it");
		try { Write(); Console.WriteLine("written: released"); } catch (ApplicationException e) { Console.WriteLine($"written: {e.GetType()}"); }
	}
}

internal static partial class Program {
	#region Writing
	private static void Write() { /* ours */ using (Mutex gate = new Mutex(true, s_name)) { try { Thread.Sleep(1); // writes
#if TRACE_WRITES
			Console.WriteLine("written");
#endif
		} finally { gate.ReleaseMutex(); /* theirs */ } } } // closed
	#endregion

	private static void Hold() {
		using Mutex mine = new(initiallyOwned: false, s_name); try { mine.WaitOne(); } catch (AbandonedMutexException) { }
		try { s_held.Set(); Thread.Sleep(300); } finally { mine.ReleaseMutex(); }
	}
}
