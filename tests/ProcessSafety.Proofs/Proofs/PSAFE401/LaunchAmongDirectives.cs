// Main starts the program once more, on a line with other statements, among comments and directives, and so does the Main of that.
// form: messy
// hazard: exit 0, stdout processes: 4
// fixed: exit 0, stdout processes: 2
using System;
using System.Diagnostics;
using System.IO;

namespace Helpers;

internal static partial class Program {
	private static void Main(string[] args) {
		#region The helper
		Console.WriteLine("one more"); // and one more
		/* once */ Process.Start(Environment.ProcessPath!, new[] { /* itself */ typeof(Program).Assembly.Location }).WaitForExit(); // to its end
#if TRACE_HELPERS
		Console.WriteLine("helper");
#endif
		#endregion
		File.AppendAllText(Processes, "process\n"); /* one */ Console.WriteLine($"processes: {File.ReadAllLines(Processes).Length}");
	}
}

internal static partial class Program {
	private static readonly string Processes = Path.Combine(AppContext.BaseDirectory, "processes.txt"); }
