// The loop stands on one line of top-level statements, with comments and directives round the read.
// form: messy
// hazard: exit 1, stdout only, stdout still connected
// fixed: exit 0, stdout only, stdout the client has gone
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

string name = "p731" + Environment.ProcessId; int reads = 0;
using NamedPipeServerStream pipe = new(name); Task client = Task.Run(Send); pipe.WaitForConnection();
using StreamReader reader = new(pipe); // its lines
#region Reading
while (pipe.IsConnected) { /* the next */ string? line = reader.ReadLine(); if (line != null) Console.WriteLine(line); // shown
#if TRACE_READS
	Console.WriteLine(reads);
#endif
	if (++reads > 1_000_000) { Console.WriteLine("still connected"); return 1; } }
#endregion
client.Wait(); Console.WriteLine("the client has gone");
return 0;

void Send()
{
	using NamedPipeClientStream other = new(".", name, PipeDirection.Out); other.Connect(5000);
	using StreamWriter writer = new(other); writer.WriteLine("only");
}
