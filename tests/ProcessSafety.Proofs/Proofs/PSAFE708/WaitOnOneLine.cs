// The lines of a child are collected by a slow handler: the timed wait stands in an if on one line, among comments and directives.
// form: messy
// hazard: exit 1, stdout all lines: False
// fixed: exit 0, stdout all lines: True
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Children;

internal static partial class Program {
	private const int Count = 1000; private static readonly List<string> s_lines = new(); // of the child

	private static int Main(string[] args) {
		if (args is ["--child"]) { for (int i = 0; i < Count; i++) Console.WriteLine(i); return 0; }

		using Process child = new() { StartInfo = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" }) };
		child.StartInfo.RedirectStandardOutput = true; /* one */
		child.OutputDataReceived += (_, e) => { if (e.Data is { } line) { Thread.Sleep(1); s_lines.Add(line); } };
		child.Start(); child.BeginOutputReadLine(); /* by lines */
		#region The end
		/* in time? */ if (!child.WaitForExit(30_000)) return 2; // it is late
#if TRACE_CHILD
		Console.WriteLine(child.ExitCode);
#endif
		bool all = s_lines.Count == Count; Console.WriteLine($"all lines: {all}"); return all ? 0 : 1;
		#endregion
	}
}
