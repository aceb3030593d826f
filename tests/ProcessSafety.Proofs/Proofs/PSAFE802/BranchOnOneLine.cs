// A ProcessExit handler ends the process in a branch on one line with other statements, among comments and directives.
// form: messy
// hazard: hang, stdout Main returns
// fixed: exit 5, stdout Main returns, stdout broken, no stdout saved
using System;

namespace Ends;

internal static partial class Program {
	private static readonly bool s_isBroken = Environment.TickCount64 > 0; // it is

	private static void Main() { AppDomain.CurrentDomain.ProcessExit += OnExit; Console.WriteLine("Main returns"); }
}

internal static partial class Program {
	#region The end
	private static void OnExit(object? sender, EventArgs e) { // of the process
#if TRACE_ENDS
		Console.WriteLine("ending");
#endif
		if (s_isBroken) { Console.WriteLine("broken"); /* so */ Environment.Exit(5); /* not 0 */ } // with a code
		Console.WriteLine("saved"); }
	#endregion
}
