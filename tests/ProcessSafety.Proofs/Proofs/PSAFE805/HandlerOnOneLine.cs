// Ctrl+C cancels the work in a handler on one line, among comments and directives, and ends the process before the work has taken notice.
// form: messy
// signal: SIGINT after working
// hazard: exit 130, stdout working, no stdout cleaned up
// fixed: exit 0, stdout asked, stdout cleaned up
using System;
using System.Threading;

namespace Work;

internal static partial class Program {
	private static readonly CancellationTokenSource s_stop = new(); // asked

	private static void Main() {
		#region Ctrl+C
		Console.CancelKeyPress += (_, e) => { Console.WriteLine("asked"); /* once */ s_stop.Cancel(); // and out
#if TRACE_KEYS
			Console.WriteLine(e.SpecialKey);
#endif
		}; // for ever
		#endregion
		Console.WriteLine("working"); s_stop.Token.WaitHandle.WaitOne(); Thread.Sleep(200); Console.WriteLine("cleaned up"); }
}
