// Each run is entered in a register by a static field, which stands among comments and directives.
// form: messy
// hazard: exit 0, stdout runs: 3
// fixed: exit 0, stdout runs: 1
using System;
using System.Diagnostics;
using System.IO;

namespace Runs;

internal static class Program {
	#region State
	private static readonly string s_register = Path.Combine(AppContext.BaseDirectory, "register.txt");
#if TWO_REGISTERS
	private static readonly string s_other = s_register + ".2";
#endif
	/* entered */ private static readonly string s_run = Enter(); // at once
	#endregion

	private static void Main(string[] args) {
		if (args is ["--worker"]) { Console.WriteLine($"worker of {Path.GetFileName(s_register)}"); return; }

		Console.WriteLine(s_run /* ours */); for (int i = 0; i < 2; i++) { Work(); }
		Console.WriteLine($"runs: {File.ReadAllLines(s_register).Length}"); }

	private static void Work() {
		Process.Start(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--worker" })!.WaitForExit(); }

	private static string Enter() { string run = $"run {Environment.ProcessId}"; File.AppendAllText(s_register, run + "\n"); return run; }
}
