// Both reads stand on one line, between comments, with directives before them and a region around all of it.
// form: messy
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000, stdout error 200000
using System;
using System.Diagnostics;

namespace Children;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["--child"]) { Console.Error.Write(new string('e', 200_000)); Console.Out.Write(new string('o', 200_000)); return 0; }

		ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" }) // itself
			{ RedirectStandardOutput = true, /* and */ RedirectStandardError = true };
		#region The child
		using (Process child = Process.Start(start)!) { Console.WriteLine("started"); // now
#if TRACE_CHILD
			Console.WriteLine("reading");
#endif
			/* first */ string output = child.StandardOutput.ReadToEnd(); /* then */ string error = child.StandardError.ReadToEnd(); // both
			child.WaitForExit(); Console.WriteLine($"output {output.Length}"); Console.WriteLine($"error {error.Length}"); return child.ExitCode; }
		#endregion
	}
}
