// Start, wait and read stand on two lines, between comments, with a line that is not compiled and a region around the read.
// form: messy
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000
using System;
using System.Diagnostics;

namespace Children;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["--child"]) { Console.Out.Write(new string('o', 200_000)); return 0; }

		ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" }) // itself
			{ RedirectStandardOutput = true };
		/* one */ using Process child = Process.Start(start)!; Console.WriteLine("started"); /* wait */ child.WaitForExit(); // to its end
#if TRACE_CHILD
		Console.WriteLine("ended");
#endif
		#region The output
		/* all */ string output = child.StandardOutput.ReadToEnd(); Console.WriteLine($"output {output.Length}"); // ours
		return child.ExitCode;
		#endregion
	}
}
