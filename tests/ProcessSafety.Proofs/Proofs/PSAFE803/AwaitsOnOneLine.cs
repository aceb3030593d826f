// A ProcessExit handler awaits twice on one line, among comments and directives, and the process ends without the rest of it.
// form: messy
// hazard: exit 0, stdout saving, no stdout saved
// fixed: exit 0, stdout saving, stdout saved
using System;
using System.Threading.Tasks;

namespace Ends;

internal static class Program {
	private static void Main() {
		#region The end
		AppDomain.CurrentDomain.ProcessExit += async (_, _) => { Console.WriteLine("saving");
			/* first */ await Task.Delay(100); await SaveAsync(); // both
#if TRACE_ENDS
			Console.WriteLine("ending");
#endif
			Console.WriteLine("saved"); /* all */ }; // once
		#endregion
	}

	private static async Task SaveAsync() { await Task.Yield(); /* the state */ }
}
