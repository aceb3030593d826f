// A ProcessExit handler releases the mutex that Main took, under an if on a line with other statements, among comments and directives.
// form: messy
// hazard: exit 134, stdout Main returns, stdout closed, stderr System.ApplicationException
// fixed: exit 0, stdout Main returns, stdout closed, stdout the end
using System;
using System.Threading;

namespace Ends;

internal static partial class Program {
	private static readonly Mutex s_mutex = new(); /* ours */ private static bool s_owns;

	private static void Main() {
		AppDomain.CurrentDomain.ProcessExit += OnExit; s_owns = s_mutex.WaitOne(1000); Console.WriteLine("Main returns"); }
}

internal static partial class Program {
	#region The end
	private static void OnExit(object? sender, EventArgs e) {
		Console.WriteLine("closed"); /* files */ if (s_owns) { s_mutex.ReleaseMutex(); /* for others */ } // theirs
#if TRACE_ENDS
		Console.WriteLine("released");
#endif
		Console.WriteLine("the end"); }
	#endregion
}
