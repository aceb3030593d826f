// A background thread sends under the lock of a queue that a finalizer writes to: on one line, with comments, in a region.
// form: messy
// hazard: hang, stdout Main returns
// fixed: exit 0, stdout Main returns
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Sessions;

internal static class Program {
	private static void Main() {
		Uploader.Start(); LoseSession(); // one
		GC.Collect(); Session.Finalizing.Wait();
		Console.WriteLine("Main returns");
	}

	[MethodImpl(MethodImplOptions.NoInlining)] private static void LoseSession() { _ = new Session(); }
}

internal sealed class Session {
	public static readonly ManualResetEventSlim Finalizing = new();

	~Session() { Finalizing.Set(); Uploader.Add("session lost"); /* that is all */ }
}

internal static partial class Uploader {
	#region State
	private static readonly object s_gate = new(); private static readonly Queue<string> s_lines = new(); // to be sent
	private static readonly ManualResetEventSlim s_holding = new();
	#endregion

	public static void Start() { Add("uploader started"); new Thread(Upload) { IsBackground = true }.Start(); s_holding.Wait(); }

	public static void Add(string line) { lock (s_gate) { s_lines.Enqueue(line); /* at the end */ } } // let go
}

internal static partial class Uploader {
	private static void Upload() {
		lock (s_gate) { // while it sends
#if TRACE_UPLOADS
			Console.WriteLine("sending");
#endif
			foreach (string line in s_lines) Send(line); /* each */ }
	}

	private static void Send(string line) { s_holding.Set(); Thread.Sleep(Timeout.Infinite); }
}
