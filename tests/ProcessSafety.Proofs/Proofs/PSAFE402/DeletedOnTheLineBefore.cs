// Main deletes the file of results on the line before it asks who it is, between comments, before a line that is not compiled.
// form: messy
// hazard: exit 0, stdout done: 1
// fixed: exit 0, stdout done: 3
using System;
using System.Diagnostics;
using System.IO;

namespace Workers;

internal static partial class Program {
	private static void Main(string[] args) {
		#region A fresh start
		string old = Done + ".old"; // not kept
		/* of the last run */ File.Delete(Done); if (args is ["--worker"]) { Console.WriteLine("working"); return; } // a worker
#if KEEP_OLD
		File.Copy(Done, old);
#endif
		#endregion
		File.AppendAllText(Done, "parent\n"); for (int i = 1; i <= 2; i++) { Run(); File.AppendAllText(Done, $"worker {i}\n"); }
		Console.WriteLine($"done: {File.ReadAllLines(Done).Length}");
	}
}

internal static partial class Program {
	private static readonly string Done = Path.Combine(AppContext.BaseDirectory, "done.txt");

	private static void Run() {
		using Process worker = Process.Start(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--worker" })!;
		worker.WaitForExit(); }
}
