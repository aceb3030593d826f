// Wait, work and release stand on two lines, with comments, behind a line that is not compiled. An exception skips the release.
// form: messy
// hazard: exit 0, stdout System.FormatException, stdout second writer gets the mutex: False
// fixed: exit 0, stdout 7 is 1 long, stdout System.FormatException, stdout second writer gets the mutex: True
using System;
using System.Threading;

namespace Writers;

internal static partial class Program {
	private static readonly Mutex s_gate = new(initiallyOwned: false, $"ProcessSafety.Proof.TwoLines.{Environment.ProcessId}"); // of all

	private static void Main() {
		Console.WriteLine($"7 is {Append("7")} long"); Thread first = new(static () => TryAppend("no number")); first.Start(); Thread.Sleep(200);
		Thread second = new(static () => Console.WriteLine($"second writer gets the mutex: {Ask()}")); second.Start();
		second.Join(); first.Join();
	}

	private static void TryAppend(string line) {
		try { Append(line); } catch (FormatException e) { Console.WriteLine(e.GetType()); } Thread.Sleep(600); /* still alive */ }

	private static bool Ask() {
		try { if (!s_gate.WaitOne(100)) return false; } catch (AbandonedMutexException) { return false; }
		s_gate.ReleaseMutex(); return true; }
}

internal static partial class Program {
	#region Writing
	private static int Append(string line) {
#if TRACE_LINES
		Console.WriteLine(line);
#endif
		/* wait */ s_gate.WaitOne(); int number = int.Parse(line); /* digits */ int length = line.Length; // ours
		Console.WriteLine(number); s_gate.ReleaseMutex(); /* theirs */ return length; } // of the line
	#endregion
}
