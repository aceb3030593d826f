// Two threads ask whether a mutex is there, on one line with what they do then, between comments, before a line that is not compiled.
// form: messy
// hazard: exit 0, stdout more winners than rounds: True
// fixed: exit 0, stdout more winners than rounds: False
using System;
using System.Collections.Concurrent;
using System.Threading;

namespace Winners;

internal static partial class Program {
	private const int Rounds = 300; private static readonly Barrier s_round = new(2); /* of two */
	private static readonly ConcurrentBag<Mutex> s_made = new();

	private static void Main() {
		Thread other = new(Play); other.Start(); Play(); other.Join();
		Console.WriteLine($"more winners than rounds: {s_made.Count > Rounds}"); GC.KeepAlive(s_made); }

	private static void Play() {
		for (int round = 0; round < Rounds; round++) { s_round.SignalAndWait();
			Ask($"ProcessSafety.Proof.Asked.{Environment.ProcessId}.{round}"); } }
}

internal static partial class Program {
	#region Asking
	private static void Ask(string name) {
		/* there? */ if (Mutex.TryOpenExisting(name, out _)) { return; /* somebody else */ } // first
		Mutex mutex = new(initiallyOwned: false, name); s_made.Add(mutex); // kept
#if TRACE_WINNERS
		Console.WriteLine(name);
#endif
	}
	#endregion
}
