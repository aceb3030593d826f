// A ProcessExit handler is subscribed on a line with other statements, among comments and directives. SIGTERM ends the program without it.
// form: messy
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout the file is gone
// fixed: exit 143, stdout ready, stdout the file is gone
using System;
using System.IO;
using System.Threading;

namespace Services;

internal static partial class Program {
	private static readonly string s_file = Path.Combine(AppContext.BaseDirectory, "service.pid"); // of this run

	private static void Main() {
		#region The file
		File.WriteAllText(s_file, "running"); /* clean */ AppDomain.CurrentDomain.ProcessExit += (_, _) => Clean(); /* once */
		Console.WriteLine("ready"); // now
#if TRACE_FILES
		Console.WriteLine(s_file);
#endif
		#endregion
		Thread.Sleep(Timeout.Infinite); }
}

internal static partial class Program {
	private static void Clean() { File.Delete(s_file); Console.WriteLine(File.Exists(s_file) ? "the file stays" : "the file is gone"); }
}
