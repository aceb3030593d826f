// A client names the machine that it runs on, by the name that networks have for it.
// form: plain
// hazard: exit 134, stderr System.PlatformNotSupportedException
// fixed: exit 0, stdout connected
using System;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        string name = "p733" + Environment.ProcessId;
        using NamedPipeServerStream server = new(name);
        Task waiting = Task.Run(() => server.WaitForConnection());
        using NamedPipeClientStream client = new("localhost", name);
        client.Connect(5000);
        waiting.Wait();
        Console.WriteLine("connected");
    }
}
