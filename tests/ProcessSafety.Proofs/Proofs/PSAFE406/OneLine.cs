// The worker is one line of top-level statements, with comments and directives round the name of the file.
// form: messy
// hazard: exit 0, stdout results: 1
// fixed: exit 0, stdout results: 4
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

#region Worker
if (args is ["--worker", var number]) { /* its result */ File.WriteAllText(Path.Combine(AppContext.BaseDirectory, /* named */
#if RESULTS
	"results",
#endif
	"result.txt" /* by all */), number); return; } // done
#endregion
List<Process> workers = new(); for (int i = 1; i <= 4; i++) { workers.Add(Start(i)); }
workers.ForEach(static worker => worker.WaitForExit());
Console.WriteLine($"results: {Directory.GetFiles(AppContext.BaseDirectory, "result*.txt").Length}");

static Process Start(int number) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
	new[] { Environment.GetCommandLineArgs()[0], "--worker", number.ToString() }))!;
