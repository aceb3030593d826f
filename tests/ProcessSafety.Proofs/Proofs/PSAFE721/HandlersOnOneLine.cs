// A task that the handler of Exited completes is awaited. Handlers stand on one line, among comments and directives.
// form: messy
// hazard: exit 1, stdout all lines: False
// fixed: exit 0, stdout all lines: True
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Children;

internal static partial class Program {
	private const int Count = 1000; private static readonly List<string> s_lines = new(); // of the child

	private static async Task<int> Main(string[] args) {
		if (args is ["--child"]) { for (int i = 0; i < Count; i++) Console.WriteLine(i); return 0; }

		using Process child = new() { StartInfo = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" }) };
		child.StartInfo.RedirectStandardOutput = true; /* one */ TaskCompletionSource done = new(); child.EnableRaisingEvents = true;
		child.OutputDataReceived += (_, e) => { if (e.Data is { } line) { Thread.Sleep(1); s_lines.Add(line); } };
		#region The end
		/* told once */ child.Exited += (_, _) => { /* then */ done.TrySetResult(); }; child.Start(); // now
#if TRACE_CHILD
		Console.WriteLine(child.Id);
#endif
		child.BeginOutputReadLine(); await done.Task; /* all */ bool all = s_lines.Count == Count;
		#endregion
		Console.WriteLine($"all lines: {all}"); return all ? 0 : 1;
	}
}
