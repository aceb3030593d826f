// The name has the prefix that Windows puts before it, on the side of the client. Comments stand round it.
// form: messy
// hazard: exit 134, stderr System.TimeoutException
// fixed: exit 0, stdout connected
using System;
using System.IO.Pipes;
using System.Threading.Tasks;

using NamedPipeServerStream server = new("p733-prefix"); Task waiting = Task.Run(() => server.WaitForConnection());
#region Client
using NamedPipeClientStream client = new(/* here */ ".", /* the name */
	@"\\.\pipe\p733-prefix" // as Windows has it
#if LATER
	, PipeDirection.In
#endif
	); client.Connect(1000);
#endregion
waiting.Wait(); Console.WriteLine("connected");
