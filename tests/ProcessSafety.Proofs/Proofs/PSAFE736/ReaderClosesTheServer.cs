// Each client says its name, which a reader takes. The reader is disposed of with the client, and the server with the reader.
// form: used again
// hazard: exit 134, stdout served Ada, no stdout served Bob, stderr System.ObjectDisposedException
// fixed: exit 0, stdout served Ada, stdout served Bob, stdout 2 in all
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        string name = "p736" + Environment.ProcessId;
        Task clients = Task.Run(() =>
        {
            Say(name, "Ada");
            Say(name, "Bob");
        });
        List<string> names = new();
        using NamedPipeServerStream server = new(name);
        while (names.Count < 2)
        {
            server.WaitForConnection();
            using (StreamReader reader = new(server))
            {
                names.Add(reader.ReadLine() ?? "");
                Console.WriteLine($"served {names[^1]}");
            }
        }

        clients.Wait();
        Console.WriteLine($"{names.Count} in all");
    }

    private static void Say(string name, string text)
    {
        using NamedPipeClientStream client = new(name);
        client.Connect(5000);
        using StreamWriter writer = new(client);
        writer.WriteLine(text);
    }
}
