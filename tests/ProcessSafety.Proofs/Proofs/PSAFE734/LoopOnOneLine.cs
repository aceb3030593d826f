// The loop and its reader stand on one line of top-level statements, between comments and directives.
// form: messy
// hazard: exit 0, no stdout 100 lines
// fixed: exit 0, stdout 100 lines
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

string name = "p734" + Environment.ProcessId; int lines = 0;
using NamedPipeServerStream pipe = new(name, PipeDirection.In); Task client = Task.Run(Send); pipe.WaitForConnection(); client.Wait();
#region Lines
/* all */ while (true) { /* one */ var reader = new StreamReader(pipe); if (reader.ReadLine() is null) break; lines++; } // to the end
#endregion
#if TRACE_LINES
Console.WriteLine("read");
#endif
Console.WriteLine($"{lines} lines");

void Send()
{
	using NamedPipeClientStream other = new(".", name, PipeDirection.Out); other.Connect(5000);
	using StreamWriter writer = new(other); for (int i = 0; i < 100; i++) writer.WriteLine(i);
}
