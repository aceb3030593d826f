// A helper drops the registration of SIGTERM on one line, among comments and directives, and the garbage collector takes it.
// form: messy
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout stopped
// fixed: exit 0, stdout ready, stdout stopped
using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Signals;

internal static partial class Program {
	private static readonly ManualResetEventSlim s_stop = new(); // asked

	private static void Main() {
		Register(); GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine("ready");
		s_stop.Wait(); Console.WriteLine("stopped"); }
}

internal static partial class Program {
	#region Signals
	private static void Register() { /* SIGTERM */ PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => {
		context.Cancel = true; s_stop.Set(); }); // once
#if TRACE_SIGNALS
		Console.WriteLine("registered");
#endif
	}
	#endregion
}
