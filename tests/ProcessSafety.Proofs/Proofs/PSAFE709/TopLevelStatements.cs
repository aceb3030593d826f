// A handler waits for the exit of a child, in top-level statements: the `if` that attaches it has no braces, but comments and directives.
// form: messy
// hazard: exit 0, stdout the child has ended, stdout the handler has run: False
// fixed: exit 0, stdout the child has ended, stdout the handler has run: True
using System;
using System.Diagnostics;
using System.Threading;

if (args is ["child"]) return 0;

using ManualResetEventSlim told = new(); using Process child = Process.Start(new ProcessStartInfo(
	Environment.ProcessPath!,
	new[] { Environment.GetCommandLineArgs()[0], "child" }))!; // itself
#region The end
if (args.Length == 0)
	/* only then */ child.Exited += (_, _) => told.Set(); // once
#if TRACE_CHILD
Console.WriteLine("started");
#endif
child.WaitForExit(); /* to its end */ Console.WriteLine("the child has ended");
#endregion
Console.WriteLine($"the handler has run: {told.Wait(TimeSpan.FromSeconds(1))}");
return 0;
