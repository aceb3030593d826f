// A kill in an if on one line, among comments and directives, and the exit code behind it. The lines of the child come as events, and a
// process that it has started keeps its output open: the kill becomes one of the whole tree.
// form: messy
// hazard: exit 134, stdout started, stderr Unhandled exception. System.InvalidOperationException
// fixed: exit 0, stdout started, stdout code: True
using System;
using System.Diagnostics;
using System.Threading;

namespace Children;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["--child"]) { Begin("--grandchild"); Console.WriteLine("up"); Thread.Sleep(9000); return 0; }
		if (args is ["--grandchild"]) { Thread.Sleep(9000); return 0; }

		using ManualResetEventSlim up = new(); int rounds = 16; Console.WriteLine("started");
		while (rounds-- > 0) {
			up.Reset(); using Process child = new() { StartInfo = Command("--child") }; child.StartInfo.RedirectStandardOutput = true; /* one */
			child.OutputDataReceived += (_, e) => { if (e.Data is not null) up.Set(); }; child.Start(); child.BeginOutputReadLine();
			#region The end
			up.Wait(); /* at once */ if (!child.WaitForExit(1)) child.Kill(); // it is late
#if TRACE_CHILD
			Console.WriteLine(child.Id);
#endif
			if (child.ExitCode == 0) return 2; /* killed */
			#endregion
		}
		Console.WriteLine($"code: {true}"); return 0;
	}
}

internal static partial class Program {
	private static ProcessStartInfo Command(string argument) =>
		new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], argument });
	private static void Begin(string argument) { using Process grandchild = Process.Start(Command(argument))!; }
}
