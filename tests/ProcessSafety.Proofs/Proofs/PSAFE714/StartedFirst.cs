// A process is watched and started before its handler is there, in top-level statements between comments and directives.
// form: messy
// hazard: exit 0, stdout started, stdout the handler has run: False
// fixed: exit 0, stdout started, stdout the handler has run: True
using System;
using System.Diagnostics;
using System.Threading;

if (args is ["child"]) return 0;

using ManualResetEventSlim told = new(); using Process child = new() { // itself
	StartInfo = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" }), EnableRaisingEvents = true };
#region The end
child.Start(); /* now */ Console.WriteLine("started"); // and goes on
#if TRACE_CHILD
Console.WriteLine(child.Id);
#endif
Thread.Sleep(2000); // until it has ended
// Tells the end.
child.Exited += (_, _) => /* once */ told.Set(); // to this program
#endregion
Console.WriteLine($"the handler has run: {told.Wait(TimeSpan.FromSeconds(2))}");
return 0;
