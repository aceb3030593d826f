// A server is to serve one client after the other, and waits for the second while it is still connected to the first.
// form: plain
// hazard: exit 134, stdout served 1, no stdout served 2, stderr System.InvalidOperationException
// fixed: exit 0, stdout served 1, stdout served 2
using System;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        string name = "p736" + Environment.ProcessId;
        Task clients = Task.Run(() =>
        {
            Ask(name);
            Ask(name);
        });
        using NamedPipeServerStream server = new(name);
        for (int served = 1; served <= 2; served++)
        {
            server.WaitForConnection();
            server.ReadByte();
            Console.WriteLine($"served {served}");
        }

        clients.Wait();
    }

    private static void Ask(string name)
    {
        using NamedPipeClientStream client = new(name);
        client.Connect(5000);
        client.WriteByte(1);
    }
}
