// Two kills of one process on one line, among comments and directives, and the read of its output to the end behind them.
// form: messy
// hazard: hang, stdout the child is killed
// fixed: exit 0, stdout the child is killed, stdout output: up
using System;
using System.Diagnostics;
using System.Threading;

namespace Children;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["--grandchild"]) { Thread.Sleep(20_000); return 0; }
		if (args is ["--child"]) { using Process own = Process.Start(Command("--grandchild"))!; Console.WriteLine("up"); Thread.Sleep(20_000); }
		if (args is ["--child"]) return 0;

		ProcessStartInfo start = Command("--child"); start.RedirectStandardOutput = true; using Process child = Process.Start(start)!;
		#region The end
		string? first = child.StandardOutput.ReadLine();
		if (args.Length > 3) child.Kill( false /* one */ ); else child.Kill(/* alone */); // it is late
#if TRACE_CHILD
		Console.WriteLine(child.Id);
#endif
		Console.WriteLine("the child is killed"); string rest = /* all */ child.StandardOutput.ReadToEnd();
		Console.WriteLine($"output: {first}{rest}");
		#endregion
		return 0;
	}

	private static ProcessStartInfo Command(string argument) =>
		new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], argument });
}
