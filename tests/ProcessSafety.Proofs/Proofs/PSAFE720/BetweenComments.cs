// A child is run in top-level statements, between comments and directives. RunAndCaptureText takes the place of the plumbing alone.
// form: messy
// hazard: exit 3, stdout output 100000, stdout error 100000
// fixed: exit 3, stdout output 100000, stdout error 100000
using System;
using System.Diagnostics;
using System.Threading.Tasks;

if (args is ["child"]) { Console.Error.Write(new string('e', 100_000)); Console.Out.Write(new string('o', 100_000)); return 3; }

ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" }) { // itself
	RedirectStandardOutput = true, RedirectStandardError = true };
#region To its end
/* now */ using Process child = Process.Start(start)!; // it runs
// Both are read at once.
var output = child.StandardOutput.ReadToEndAsync(); var error = child.StandardError.ReadToEndAsync(); /* all of it */
#if TRACE_CHILD
Console.WriteLine("started");
#endif
await Task.WhenAll(output, error, /* and */ child.WaitForExitAsync()); // it has ended
#endregion
Console.WriteLine($"output {(await output).Length}"); Console.WriteLine($"error {error.Result.Length}"); return child.ExitCode;
