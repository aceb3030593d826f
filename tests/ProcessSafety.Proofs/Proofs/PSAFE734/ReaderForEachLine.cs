// A thousand lines come over one connection, and a new reader reads each of them.
// form: plain
// hazard: exit 0, no stdout 1000 lines
// fixed: exit 0, stdout 1000 lines
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        string name = "p734" + Environment.ProcessId;
        using NamedPipeServerStream pipe = new(name, PipeDirection.In);
        Task client = Task.Run(() => Send(name));
        pipe.WaitForConnection();
        client.Wait();
        int lines = 0;
        while (true)
        {
            StreamReader reader = new(pipe);
            if (reader.ReadLine() is null)
            {
                break;
            }

            lines++;
        }

        Console.WriteLine($"{lines} lines");
    }

    private static void Send(string name)
    {
        using NamedPipeClientStream pipe = new(".", name, PipeDirection.Out);
        pipe.Connect(5000);
        using StreamWriter writer = new(pipe);
        for (int i = 0; i < 1000; i++)
        {
            writer.WriteLine(i);
        }
    }
}
