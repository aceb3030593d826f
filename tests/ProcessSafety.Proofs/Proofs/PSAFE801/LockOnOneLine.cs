// A program ends itself under the lock of its log, which a ProcessExit handler takes on one line, among comments and directives.
// form: messy
// hazard: hang, stdout fatal
// fixed: exit 1, stdout fatal, no stdout flushed, stdout the end
using System;

namespace Logs;

internal static class Program {
	private static void Main() {
		AppDomain.CurrentDomain.ProcessExit += (_, _) => { Log.Flush(); Console.WriteLine("the end"); }; Log.Fatal("fatal"); }
}

internal static partial class Log {
	private static readonly object s_gate = new(); // of the log

	public static void Fatal(string message) { lock (s_gate) { Console.WriteLine(message); /* and out */ Environment.Exit(1); } }
}

internal static partial class Log {
	#region The end
	public static void Flush() { // at the end
#if TRACE_LOGS
		Console.WriteLine("flushing");
#endif
		/* ours */ lock (s_gate) { Console.WriteLine("flushed"); /* all of it */ } } // let go
	#endregion
}
