// Two captured names, with comments between the arguments, a branch that is not compiled, and a region around the child.
// form: messy
// hazard: exit 0, stdout child greets '' in ''
// fixed: exit 0, stdout child greets 'Ada' in 'scratch'
using System;
using Microsoft.DotNet.RemoteExecutor;

namespace Greetings;

internal static partial class Program {
	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		string name = args.Length == 0 ? "Ada" : args[0]; string folder = "scratch"; // two of them
		#region The child
		/* first */ using (RemoteExecutor.Invoke(() => { /* over there */ Greet(name, // who
#if SHOUT
			folder.ToUpperInvariant());
#else
			folder); // where
#endif
		})) { } // waits for it
		#endregion
		return 0;
	}
}

internal static partial class Program {
	private static void Greet(string name, string folder) { Console.WriteLine($"child greets '{name}' in '{folder}'"); }
}
