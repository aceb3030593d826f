// Start, wait and both reads stand on a few lines, between comments, with a line that is not compiled. One call takes the place of all.
// form: messy
// fix: PSAFE701.RunAndCapture
// hazard: hang, stdout started
// fixed: exit 3, stdout output 200000, stdout error 5
using System;
using System.Diagnostics;

namespace Children;

internal static class Program {
	private static int Main(string[] args) {
		if (args is ["--child"]) { Console.Out.Write(new string('o', 200_000)); Console.Error.Write("wrong"); return 3; }

		ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" }) // itself
			{ RedirectStandardOutput = true, /* and */ RedirectStandardError = true };
		/* one */ using Process child = Process.Start(start)!; Console.WriteLine("started"); // now
		#region The child
		/* and */ Console.WriteLine("waiting");
		child.WaitForExit(); string output = child.StandardOutput.ReadToEnd(); // all
		string error = child.StandardError.ReadToEnd(); /* and this */ Console.WriteLine($"output {output.Length}"); // both
#if TRACE_CHILD
		Console.WriteLine("ended");
#endif
		#endregion
		Console.WriteLine($"error {error.Length}"); return child.ExitCode /* theirs */;
	}
}
