// A named semaphore lets one thread pass at a time: the wait, the section and the release share their lines with comments and directives.
// form: messy
// hazard: exit 134, stderr System.PlatformNotSupportedException: The named version of this synchronization primitive
// fixed: exit 0, stdout first counts 1, stdout second counts 2
using System;
using System.Threading;

namespace Counters;

internal static partial class Program {
	#region State
	/* of all processes */ private static readonly Semaphore s_gate = new(1, 1, "ProcessSafety.Proof.OneLine"); // for all
	private static int s_count; // of this one
	#endregion

	private static void Main() { Run("first"); Run("second"); }

	private static void Run(string who) { Thread thread = new(() => Count(who)); thread.Start(); thread.Join(); }
}

internal static partial class Program {
	private static void Count(string who) { // under the gate
		s_gate.WaitOne(); try { s_count++; /* one more */
#if TRACE_COUNTS
			Console.WriteLine("counted");
#endif
			Console.WriteLine($"{who} counts {s_count}"); } finally { s_gate.Release(); /* next */ } }
}
