// Two threads move the process to the folder of their child, in the way of old code: with tabs, in a try, from strings.
// form: messy
// hazard: exit 0, stdout children in the folder of the other one: 1
// fixed: exit 0, stdout children in the folder of the other one: 0
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

internal static class Program {
	private static readonly Barrier s_bothHaveMoved = new(2);

	private static int s_wrong;

	private static int Main(string[] args) {
		if (args is ["child", var expected])
			return Path.GetFileName(Environment.CurrentDirectory) == expected ? 0 : 1;

		DirectoryInfo folder = Directory.CreateTempSubdirectory("ProcessSafety.Proof-");
		folder.CreateSubdirectory("first");
		folder.CreateSubdirectory("second");
		Thread first = new(() => Launch(folder.FullName, "first"));
		first.Start();
		Launch(folder.FullName, "second");
		first.Join();
		folder.Delete(recursive: true);
		Console.WriteLine($"children in the folder of the other one: {s_wrong}");
		return 0;
	}

	private static void Launch(string folder, string name) {
		try { Environment.CurrentDirectory = Path.Combine(folder, name.Trim()); } catch (IOException) { return; } // there
		s_bothHaveMoved.SignalAndWait();
		using (Process child = Process.Start(Environment.ProcessPath!, "\"" + typeof(Program).Assembly.Location + "\" child " + name)) {
			child.WaitForExit();
			Interlocked.Add(ref s_wrong, child.ExitCode);
		}
	}
}
