// A client asks and waits for the answer. The question is in the buffer of its writer, and the server waits for it.
// form: plain
// hazard: hang, stdout connected
// fixed: exit 0, stdout connected, stdout answer to 'ask'
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        string name = "p735" + Environment.ProcessId;
        Task server = Task.Run(() => Answer(name));
        using NamedPipeClientStream pipe = new(name);
        pipe.Connect(5000);
        Console.WriteLine("connected");
        using StreamReader reader = new(pipe);
        using StreamWriter writer = new(pipe);
        writer.WriteLine("ask");
        Console.WriteLine(reader.ReadLine());
        server.Wait();
    }

    private static void Answer(string name)
    {
        using NamedPipeServerStream pipe = new(name);
        pipe.WaitForConnection();
        using StreamReader reader = new(pipe);
        using StreamWriter writer = new(pipe) { AutoFlush = true };
        writer.WriteLine($"answer to '{reader.ReadLine()}'");
    }
}
