// The mutex of the first instance is made on the line that asks for it, between comments, with directives on both sides.
// form: messy
// hazard: exit 0, stdout a second instance is the first: True
// fixed: exit 0, stdout a second instance is the first: False
using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.DotNet.RemoteExecutor;

namespace Instances;

internal static partial class Program {
	private static async Task<int> Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		string name = $@"Global\ProcessSafety.Proof.OnTheLine.{Environment.ProcessId}"; // of this run
#if TRACE_NAMES
		Console.WriteLine(name);
#endif
		/* once */ Mutex instance = new(initiallyOwned: false, name, out bool isFirst); if (!isFirst) return 1; // runs already
		#region Work
		await Task.Delay(20); GC.Collect(); GC.WaitForPendingFinalizers(); /* long */
		#endregion
		RemoteExecutor.Invoke(static other => Start(other), name).Dispose(); return 0;
	}
}

internal static partial class Program {
	private static void Start(string name) {
		using Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
		Console.WriteLine($"a second instance is the first: {isFirst}"); }
}
