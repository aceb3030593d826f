// A program that runs once at a time restarts itself in a branch on one line, among comments and directives.
// form: messy
// hazard: exit 0, stdout first start, stdout runs already
// fixed: exit 0, stdout first start, stdout second start
using System;
using System.Diagnostics;
using System.Threading;

namespace Restarts;

internal static partial class Program {
	private static void Main(string[] args) {
		/* ours */ using Mutex mutex = new(true, $"ProcessSafety.Proof-{typeof(Program).Module.ModuleVersionId}", out bool isFirst); // once
		if (!isFirst) { Console.WriteLine("runs already"); return; }

		Console.WriteLine(args is ["--restarted"] ? "second start" : "first start"); string dll = Environment.GetCommandLineArgs()[0];
		#region Again
#if TRACE_STARTS
		Console.WriteLine(dll);
#endif
		if (args.Length == 0) { /* again */ Process.Start(Environment.ProcessPath!, new[] { dll, "--restarted" })!.WaitForExit(); } // and out
		#endregion
	}
}
