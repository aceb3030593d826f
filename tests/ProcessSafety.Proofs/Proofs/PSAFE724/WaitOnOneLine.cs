// A wait with a delay beside it, on one line with others, among comments and directives. The child lives on behind it.
// form: messy
// hazard: exit 0, stdout waited, stdout ended within a second: False
// fixed: exit 0, stdout waited, stdout ended within a second: True
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Children;

internal static partial class Program {
	private static async Task<int> Main(string[] args) {
		if (args is ["--child"]) { Thread.Sleep(6000); return 0; }

		string[] command = { Environment.GetCommandLineArgs()[0], "--child" };
		using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, command))!;
		#region The end
		/* half a second */ await Task.WhenAny(child.WaitForExitAsync(), /* or */ Task.Delay(500)); Console.WriteLine("waited"); // so
#if TRACE_CHILD
		Console.WriteLine(child.Id);
#endif
		#endregion
		await Task.Delay(1000); Console.WriteLine($"ended within a second: {child.HasExited}"); return 0;
	}
}
