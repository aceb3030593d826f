// The errors of a child are redirected and never read: its start stands on a line among comments and directives, in a region.
// form: messy
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000
using System;
using System.Diagnostics;

namespace Children;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["--child"]) { Console.Error.Write(new string('e', 200_000)); Console.Out.Write(new string('o', 200_000)); return 0; }

		ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" }) // itself
			{ RedirectStandardOutput = true, /* kept quiet */ RedirectStandardError = true };
		#region The child
		/* one */ using Process child = Process.Start(start)!; Console.WriteLine("started"); // now
#if TRACE_CHILD
		Console.WriteLine("reading");
#endif
		string output = child.StandardOutput.ReadToEnd(); /* all */ child.WaitForExit(); // to its end
		#endregion
		Console.WriteLine($"output {output.Length}"); return child.ExitCode;
	}
}
