// One part of a type makes a mutex with Global\, the other opens the bare name, on lines with other statements, comments and directives.
// form: messy
// hazard: exit 0, stdout child enters while the parent holds the lock: True
// fixed: exit 0, stdout child enters while the parent holds the lock: False
// also: PSAFE305, the program is too short to die while it holds the lock
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

namespace Scopes;

internal static partial class Program {
	private const string Gate = "ProcessSafety.Proof.MessyScopes"; // of both

	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		/* ours */ using Mutex mutex = new(initiallyOwned: false, @"Global\" + Gate); mutex.WaitOne(); // held
		#region The child
		RemoteExecutor.Invoke(static () => TryEnter()).Dispose(); mutex.ReleaseMutex(); /* free */ return 0;
		#endregion
	}
}

internal static partial class Program {
	private static void TryEnter() {
#if TRACE_CHILD
		Console.WriteLine("child");
#endif
		using (Mutex mutex = new Mutex(false, Gate)) /* theirs */ { // in this session
			Console.WriteLine($"child enters while the parent holds the lock: {mutex.WaitOne(300)}"); }
	}
}
