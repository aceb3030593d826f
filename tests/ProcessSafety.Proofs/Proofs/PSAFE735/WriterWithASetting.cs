// The writer has a setting already, in an initializer with comments; question and answer stand on one line.
// form: messy
// hazard: hang, stdout connected
// fixed: exit 0, stdout connected, stdout answer to 'ask'
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

string name = "p735" + Environment.ProcessId; Task server = Task.Run(Answer);
using NamedPipeClientStream pipe = new(name); pipe.Connect(5000); Console.WriteLine("connected");
#region Talk
using StreamReader reader = new(pipe); using var writer = new StreamWriter(pipe) { /* one */ NewLine = "\n" /* letter */ }; // its end
#if TRACE_TALK
Console.WriteLine("asks");
#endif
writer.WriteLine("ask"); /* and waits */ Console.WriteLine(reader.ReadLine());
#endregion
server.Wait();

void Answer()
{
	using NamedPipeServerStream other = new(name); other.WaitForConnection();
	using StreamReader from = new(other); using StreamWriter to = new(other) { AutoFlush = true };
	to.WriteLine($"answer to '{from.ReadLine()}'");
}
