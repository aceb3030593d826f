// A server reads lines as long as its client is connected. The client sends two and goes; the server reads a million times more.
// form: plain
// hazard: exit 1, stdout first, stdout second, stdout still connected
// fixed: exit 0, stdout first, stdout second, stdout the client has gone
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static int Main()
    {
        string name = "p731" + Environment.ProcessId;
        using NamedPipeServerStream pipe = new(name);
        Task client = Task.Run(() => Send(name));
        pipe.WaitForConnection();
        using StreamReader reader = new(pipe);
        int reads = 0;
        while (pipe.IsConnected)
        {
            string? line = reader.ReadLine();
            if (line != null)
            {
                Console.WriteLine(line);
            }

            if (++reads > 1_000_000)
            {
                Console.WriteLine("still connected");
                return 1;
            }
        }

        client.Wait();
        Console.WriteLine("the client has gone");
        return 0;
    }

    private static void Send(string name)
    {
        using NamedPipeClientStream pipe = new(".", name, PipeDirection.Out);
        pipe.Connect(5000);
        using StreamWriter writer = new(pipe);
        writer.WriteLine("first");
        writer.WriteLine("second");
    }
}
