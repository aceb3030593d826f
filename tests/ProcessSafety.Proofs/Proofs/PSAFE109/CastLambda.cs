// A cast hides that a child's lambda is async. It stands among comments, in a region, with a line that is not compiled.
// form: messy
// hazard: exit 0, stdout begun, stdout lines: 1
// fixed: exit 0, stdout ended, stdout lines: 2
using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.DotNet.RemoteExecutor;

namespace Reports;

internal static class Program {
	private static readonly string s_report = Path.Combine(AppContext.BaseDirectory, "report.txt");

	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		File.Delete(s_report); /* of the last run */
		#region The child
		RemoteExecutor.Invoke(/* an action */ (Action)(async () => { // in the child
#if TRACE_CHILD
			Console.WriteLine("child");
#endif
			File.AppendAllText(s_report, "begun\n"); Console.WriteLine("begun"); await Task.Delay(200); /* slow */
			File.AppendAllText(s_report, "ended\n"); Console.WriteLine("ended"); })).Dispose(); // waits
		#endregion
		Console.WriteLine($"lines: {File.ReadAllLines(s_report).Length}"); return 0;
	}
}
