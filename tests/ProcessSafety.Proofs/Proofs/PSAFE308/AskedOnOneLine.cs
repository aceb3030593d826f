// Two threads ask whether a mutex is there, on one line with what they do then, between comments, before a line that is not compiled.
// form: messy
// hazard: exit 0, stdout made: 2
// fixed: exit 0, stdout made: 1
using System;
using System.Collections.Concurrent;
using System.Threading;

namespace Winners;

internal static partial class Program {
	private const int Threads = 2; /* two */ private static readonly ConcurrentBag<Mutex> s_made = new();

	private static void Main() {
		string name = $"ProcessSafety.Proof.Asked.{Environment.ProcessId}"; Thread other = new(() => Ask(name)); // two of them
		other.Start(); Ask(name); other.Join(); Console.WriteLine($"made: {s_made.Count}"); GC.KeepAlive(s_made); }

	private static string NameOf(string name) { Thread.Sleep(300); /* so both have asked by then */ return name; }
}

internal static partial class Program {
	#region Asking
	private static void Ask(string name) {
		/* there? */ if (Mutex.TryOpenExisting(NameOf(name), out _)) { return; /* somebody else */ } // first
		Mutex mutex = new(/* nobody's */ false, NameOf(name)); s_made.Add(mutex); // kept
#if TRACE_WINNERS
		Console.WriteLine(Threads);
#endif
	}
	#endregion
}
