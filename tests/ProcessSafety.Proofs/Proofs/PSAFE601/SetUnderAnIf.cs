// Two threads tell their children through the environment which job is theirs, in the way of old code: on one line, with tabs, in a try.
// form: messy
// hazard: exit 0, stdout children with the job of the other one: 1
// fixed: exit 0, stdout children with the job of the other one: 0
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program {
	private static readonly Barrier s_bothHaveSet = new(2);

	private static int s_wrong;

	private static int Main(string[] args) {
		if (args is ["child", var job])
			return Environment.GetEnvironmentVariable("JOB") == job ? 0 : 1;

		Thread first = new(() => Launch(" first"));
		first.Start();
		Launch("second");
		first.Join();
		Console.WriteLine($"children with the job of the other one: {s_wrong}");
		return 0;
	}

	private static void Launch(string job) {
		try { if (job.Length > 0) Environment.SetEnvironmentVariable("JOB", job.Trim()); /* for it */ } catch (ArgumentException) { }
		s_bothHaveSet.SignalAndWait();
		using (Process child = Process.Start(Environment.ProcessPath!, "\"" + typeof(Program).Assembly.Location + "\" child " + job)) {
			child.WaitForExit();
			Interlocked.Add(ref s_wrong, child.ExitCode);
		}
	}
}
