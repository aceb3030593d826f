// The count stands on one line with what it decides, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 1, stdout runs already
// fixed: exit 0, stdout runs, no stdout already
using System;
using System.Diagnostics;

namespace OneLine;

internal static partial class Messy {
	private static int Main() { /* who else? */ var all = Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName); // all of them
#if TRACE_NAMES
		Console.WriteLine("names");
#endif
		/* others? */ if (all.Length > 1) { Console.WriteLine("runs already"); /* leave */ return 1; }
		Console.WriteLine("runs"); return 0; } // the end
}
