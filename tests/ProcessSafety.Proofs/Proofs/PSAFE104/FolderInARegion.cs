// The parent sets a static folder, and the child's lambda reads it among comments and a line that is not compiled.
// form: messy
// hazard: exit 0, stdout child clears 'initial', stdout parent: 1 run
// fixed: exit 0, stdout child clears 'scratch', stdout parent: 1 run
using System;
using Microsoft.DotNet.RemoteExecutor;

namespace Folders;

internal static partial class Program {
	private static string s_folder = "initial"; /* set below */ private static int s_runs;

	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		s_folder = "scratch"; s_runs++;
		#region Clearing
		RemoteExecutor.Invoke(() => // in the child
#if WHOLE
			Clear(".")
#else
			Clear(s_folder /* the parent's */)
#endif
			).Dispose(); Console.WriteLine($"parent: {s_runs} run"); // done
		#endregion
		return 0;
	}
}

internal static partial class Program {
	private static void Clear(string folder) { Console.WriteLine($"child clears '{folder}'"); }
}
