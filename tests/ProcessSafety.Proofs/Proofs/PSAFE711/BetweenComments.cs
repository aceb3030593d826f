// The start info of the current process is asked for in top-level statements, between comments and directives.
// form: messy
// hazard: exit 134, stdout asking, stderr Unhandled exception. System.InvalidOperationException, no stdout the worker
// fixed: exit 0, stdout asking, stdout the worker has ended with 3
using System;
using System.Diagnostics;

if (args is ["worker"]) return 3;

Console.WriteLine("asking"); using var self = Process.GetCurrentProcess(); // this one
#region How to start
ProcessStartInfo start; /* the same */ start = self.StartInfo /* as here */; start.FileName = Environment.ProcessPath!; // again
#if TRACE_CHILD
Console.WriteLine(start.FileName);
#endif
start.Arguments = "\"" + Environment.GetCommandLineArgs()[0] + "\" worker";
#endregion
using Process worker = Process.Start(start)!; worker.WaitForExit(); /* to its end */
Console.WriteLine($"the worker has ended with {worker.ExitCode}");
return 0;
