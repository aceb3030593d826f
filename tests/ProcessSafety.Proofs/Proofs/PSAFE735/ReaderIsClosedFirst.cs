// A server says goodbye at the end. Its reader is disposed of before its writer, and closes the pipe: the writer then throws.
// form: used again
// hazard: exit 1, stdout System.ObjectDisposedException, no stdout bye
// fixed: exit 0, stdout bye
using System;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static async Task<int> Main()
    {
        string name = "p735" + Environment.ProcessId;
        Task<string> client = Task.Run(() => Talk(name));
        try
        {
            Serve(name);
            Console.WriteLine(await client);
            return 0;
        }
        catch (ObjectDisposedException e)
        {
            Console.WriteLine(e.GetType());
            return 1;
        }
    }

    private static void Serve(string name)
    {
        using NamedPipeServerStream pipe = new(name);
        pipe.WaitForConnection();
        using StreamWriter writer = new(pipe);
        using StreamReader reader = new(pipe);
        writer.WriteLine("hello");
        writer.Flush();
        reader.ReadLine();
        writer.WriteLine("bye");
    }

    private static string Talk(string name)
    {
        using NamedPipeClientStream pipe = new(name);
        pipe.Connect(5000);
        using StreamReader reader = new(pipe);
        using StreamWriter writer = new(pipe) { AutoFlush = true };
        reader.ReadLine();
        writer.WriteLine("thanks");
        return reader.ReadLine() ?? "nothing";
    }
}
