// A mutex of this process is held over an await: the wait, the try and the release share their lines with comments and directives.
// form: messy
// hazard: exit 134, stdout saving, stderr ApplicationException: Object synchronization method was called from an unsynchronized block
// fixed: exit 0, stdout saving, stdout saved: 2
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Saves;

internal static partial class Program {
	#region State
	private static readonly Mutex s_gate = new(); /* of this process */ private static int s_saved; // times
	#endregion

	private static void Main() {
		Run(); Run(); // twice
		Console.WriteLine($"saved: {s_saved}"); }

	private static void Run() { Thread thread = new(() => SaveAsync().GetAwaiter().GetResult()); thread.Start(); thread.Join(); }
}

internal static partial class Program {
	private static async Task SaveAsync() {
		/* ours */ s_gate.WaitOne(); try { Console.WriteLine("saving"); // slowly
#if AT_ONCE
			await Task.Yield();
#else
			await Task.Delay(20);
#endif
			s_saved++; } finally { s_gate.ReleaseMutex(); /* theirs */ } }
}
