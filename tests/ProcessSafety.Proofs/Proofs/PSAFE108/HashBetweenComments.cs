// The hash code of a path stands between comments in the name of a mutex, on a line with other statements, in a region.
// form: messy
// hazard: exit 0, stdout child enters while the parent holds the lock: True
// fixed: exit 0, stdout child enters while the parent holds the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

namespace Locks;

internal static partial class Program {
	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		using Mutex mutex = Open(AppContext.BaseDirectory); TryWait(mutex); // ours
		try { RemoteExecutor.Invoke(static path => TryEnter(path), AppContext.BaseDirectory).Dispose(); }
		finally { mutex.ReleaseMutex(); }
		return 0;
	}

	private static void TryEnter(string path) {
		using Mutex mutex = Open(path);
		Console.WriteLine($"child enters while the parent holds the lock: {TryWait(mutex)}");
	}
}

internal static partial class Program {
	private static bool TryWait(Mutex mutex) { try { return mutex.WaitOne(300); } catch (AbandonedMutexException) { return true; } }

	#region Names
	private static Mutex Open(string path) { // one for each path
		string name = "ProcessSafety.Proof.Messy-" /* fixed */ + path.GetHashCode() /* varies */; return new Mutex(false, name);
#if TRACE_NAMES
		Console.WriteLine(name);
#endif
	}
	#endregion
}
