// The worker is one line of top-level statements, with comments and directives round the flag and the launch.
// form: messy
// hazard: exit 0, stdout verbose: False
// fixed: exit 0, stdout verbose: True
using System;
using System.Diagnostics;

#region Worker
if (args.Length > 0 && /* told so */ args[0] == "--worker") { /* says how */ Console.WriteLine($"verbose: {
	Settings.Verbose}"); return; } // done
#endregion
Settings.Verbose = true; /* for all */ for (int i = 0; i < 2; i++) { using Process worker = Process.Start(new ProcessStartInfo(
	Environment.ProcessPath!) { /* no shell */ ArgumentList = {
#if TRACE_WORKERS
	"--trace",
#endif
	Environment.GetCommandLineArgs()[0], "--worker" /* the mode */ } })!; // one
worker.WaitForExit(); }

internal static class Settings { public static bool Verbose; /* off */ }
