// The lock is declared in a region of one part of a type, and taken on one line of the other, before a branch that is not compiled.
// form: messy
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

namespace Reports;

internal static partial class Program {
	#region Gates
	private static readonly object s_gate = new(); // of the report
	#endregion

	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		using (RemoteExecutor.Invoke(() => Write())) { Write(); /* here too */ }

		Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}"); return 0;
	}
}

internal static partial class Program {
	private static void Write() {
		for (int round = 0; round < 4; round++) {
			lock (s_gate) { MeetingPlace.Visit(); /* alone */ } // let go
#if SLOW
			Thread.Sleep(2000);
#else
			Thread.Sleep(20);
#endif
		}
	}
}
