// A mutex is named after the folder of the program, in a sum with comments between its parts, on one line with other statements.
// form: messy
// hazard: exit 134, stderr Unhandled exception. System.IO.IOException
// fixed: exit 0, stdout child enters while the parent holds the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

namespace Folders;

internal static partial class Program {
	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		using Mutex mutex = Open(); Enter(mutex); // ours
		try { RemoteExecutor.Invoke(static () => TryEnter()).Dispose(); } finally { mutex.ReleaseMutex(); } return 0;
	}

	private static void TryEnter() {
		using Mutex mutex = Open(); Console.WriteLine($"child enters while the parent holds the lock: {Enter(mutex)}"); }
}

internal static partial class Program {
	private static bool Enter(Mutex mutex) { try { return mutex.WaitOne(300); } catch (AbandonedMutexException) { return true; } }

	#region Names
	/* one for each installation */ private static Mutex Open() {
#if ONE_FOR_ALL
		return new Mutex(false, "ProcessSafety.Proof.All");
#else
		return new Mutex(false, "ProcessSafety.Proof.Path-" /* fixed */ + AppContext.BaseDirectory /* varies */); // made or opened
#endif
	}
	#endregion
}
