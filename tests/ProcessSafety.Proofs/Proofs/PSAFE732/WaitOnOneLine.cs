// Start and wait stand on one line, in top-level statements with directives between them.
// form: messy
// hazard: hang, stdout started
// fixed: exit 134, stdout started, stderr The process ended before it connected.
using System;
using System.Diagnostics;
using System.IO.Pipes;

if (args is ["worker"]) return 3;

using NamedPipeServerStream server = new("p732" + Environment.ProcessId);
#region Start
using Process worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
	new[] { Environment.GetCommandLineArgs()[0], "worker" }))!;
Console.WriteLine("started"); /* and then */ await server.WaitForConnectionAsync(); // it comes
#endregion
#if TRACE_CHILD
Console.WriteLine(worker.Id);
#endif
Console.WriteLine("connected");
return 0;
