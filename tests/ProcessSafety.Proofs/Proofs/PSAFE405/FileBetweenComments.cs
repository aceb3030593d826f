// A program that dotnet runs starts its own assembly, in a declaration over two lines, with comments and a line that is not compiled.
// form: messy
// hazard: exit 134, stdout parent, stderr Unhandled exception. System.ComponentModel.Win32Exception
// fixed: exit 0, stdout parent, stdout worker 7, stdout exit code 0
using System;
using System.Diagnostics;

namespace Workers;

internal static partial class Program {
	private static void Main(string[] args) {
		if (args is ["--worker", var number]) { Console.WriteLine($"worker {number}"); return; }

		Console.WriteLine("parent"); // one
		/* two */ using Process worker = Process.Start(new ProcessStartInfo(typeof(Program).Assembly.Location, "--worker 7")
			{ /* not by the shell */ UseShellExecute = false }) /* itself */ ?? throw new InvalidOperationException(); // its number
#if TRACE_WORKERS
		Console.WriteLine(worker.Id);
#endif
		worker.WaitForExit(); /* to its end */
		#region The end
		Console.WriteLine($"exit code {worker.ExitCode}");
		#endregion
	}
}
