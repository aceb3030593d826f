// A finalizer counts, releases a mutex that its thread never owned, and says so, in a body on one line and a half.
// form: messy
// hazard: exit 134, stdout working, stderr Unhandled exception. System.ApplicationException, stderr Finalize()
// fixed: exit 0, stdout 1 finalized, stdout ended
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Guards;

internal static class Program {
	private static void Main() {
		Work(); GC.Collect(); GC.WaitForPendingFinalizers(); // of the guard
		Console.WriteLine($"{MutexGuard.Finalized} finalized"); Console.WriteLine("ended");
	}

	[MethodImpl(MethodImplOptions.NoInlining)] private static void Work() {
		MutexGuard guard = new(new Mutex()); Console.WriteLine("working"); }
}

internal sealed partial class MutexGuard {
	public static int Finalized; private readonly Mutex _mutex; /* not ours */

	public MutexGuard(Mutex mutex) { _mutex = mutex; _mutex.WaitOne(); }
}

internal sealed partial class MutexGuard {
	#region The end
	~MutexGuard() { Finalized++; /* count */ _mutex.ReleaseMutex(); // let go
#if TRACE_GUARDS
		Console.WriteLine("finalized");
#endif
	}
	#endregion
}
