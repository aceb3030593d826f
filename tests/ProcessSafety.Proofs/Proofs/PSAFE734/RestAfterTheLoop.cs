// Three lines are read one by one, each by a reader that leaves the stream open, and what follows is counted afterwards.
// form: used again
// hazard: exit 0, stdout 'first' '' '', stdout the pipe is open: True
// fixed: exit 0, stdout 'first' 'second' 'third', stdout the pipe is open: True
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
        string[] lines = new string[3];
        for (int i = 0; i < lines.Length; i++)
        {
            using StreamReader reader = new(pipe, leaveOpen: true);
            lines[i] = reader.ReadLine() ?? "";
        }

        Console.WriteLine($"'{lines[0]}' '{lines[1]}' '{lines[2]}'");
        Console.WriteLine($"the pipe is open: {pipe.CanRead}");
    }

    private static void Send(string name)
    {
        using NamedPipeClientStream pipe = new(".", name, PipeDirection.Out);
        pipe.Connect(5000);
        using StreamWriter writer = new(pipe);
        writer.Write("first\nsecond\nthird\n");
    }
}
