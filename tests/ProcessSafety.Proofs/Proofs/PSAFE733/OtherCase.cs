// A client spells the name of the pipe otherwise than the server. A second client of the same program spells it as the server does.
// form: used again
// hazard: exit 134, stderr System.TimeoutException
// fixed: exit 0, stdout two clients
using System;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        Serve();
        using NamedPipeClientStream first = new("p733-jobs");
        first.Connect(1000);
        first.WriteByte(1);
        using NamedPipeClientStream second = new("p733-jobs");
        second.Connect(1000);
        second.WriteByte(1);
        Console.WriteLine("two clients");
    }

    private static void Serve()
    {
        for (int i = 0; i < 2; i++)
        {
            NamedPipeServerStream server = new("P733-Jobs", PipeDirection.InOut, 2);
            Task.Run(() =>
            {
                using (server)
                {
                    server.WaitForConnection();
                    server.ReadByte();
                }
            });
        }
    }
}
