// The loop stands on one line of top-level statements, with comments and directives round its statements.
// form: messy
// hazard: exit 134, stdout served 1, no stdout served 2, stderr System.InvalidOperationException
// fixed: exit 0, stdout served 1, stdout served 2
using System;
using System.IO.Pipes;
using System.Threading.Tasks;

string name = "p736" + Environment.ProcessId; int served = 0; Task clients = Task.Run(() => { Ask(); Ask(); });
using NamedPipeServerStream server = new(name); // for all
#region Clients
while (served < 2) { /* next */ server.WaitForConnection(); server.ReadByte(); served++; /* done */ Console.WriteLine($"served {served}"); }
#endregion
#if TRACE_CLIENTS
Console.WriteLine("end");
#endif
clients.Wait();

void Ask() { using NamedPipeClientStream client = new(name); client.Connect(5000); client.WriteByte(1); }
