// A handler waits for the exit of a child, in top-level statements, and the `if` that attaches it has no braces.
// hazard: exit 0, stdout the child has ended, stdout the handler has run: False
// fixed: exit 0, stdout the child has ended, stdout the handler has run: True
using System;
using System.Diagnostics;
using System.Threading;

if (args is ["child"])
	return 0;

using ManualResetEventSlim told = new();
using Process child = Process.Start(new ProcessStartInfo(
	Environment.ProcessPath!,
	new[] { Environment.GetCommandLineArgs()[0], "child" }))!;
if (args.Length == 0)
	child.Exited += (_, _) => told.Set(); // once
child.WaitForExit();
Console.WriteLine("the child has ended");
Console.WriteLine($"the handler has run: {told.Wait(TimeSpan.FromSeconds(1))}");
return 0;
