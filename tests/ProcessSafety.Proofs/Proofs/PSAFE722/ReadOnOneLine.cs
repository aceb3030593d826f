// A read and a wait on one line, among comments and directives. The child does not end.
// form: messy
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output: up
using System;
using System.Diagnostics;
using System.Threading;

namespace Children;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["--child"]) { Console.WriteLine("up"); Thread.Sleep(20_000); return 0; }

		string[] command = { Environment.GetCommandLineArgs()[0], "--child" };
		using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, command) { RedirectStandardOutput = true })!;
		#region The end
		Console.WriteLine("started"); /* all */ string output = child.StandardOutput.ReadToEnd(); /* a second */ child.WaitForExit(1000); // or so
#if TRACE_CHILD
		Console.WriteLine(child.Id);
#endif
		#endregion
		Console.WriteLine($"output: {output.Trim()}"); return 0;
	}
}
