// What a client has sent is counted, and used when it has gone: the last number that was read, and how many there were.
// form: used again
// hazard: exit 1, stdout still connected
// fixed: exit 0, stdout 3 numbers, stdout the next 0
using System;
using System.IO.Pipes;
using System.Threading.Tasks;

internal static class Program
{
    private static int s_reads;

    private static async Task<int> Main()
    {
        string name = "p731" + Environment.ProcessId;
        await using NamedPipeServerStream pipe = new(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        Task client = SendAsync(name);
        await pipe.WaitForConnectionAsync();
        byte[] buffer = new byte[1];
        int numbers = 0;
        int count = 1;
        while (pipe.IsConnected)
        {
            count = await pipe.ReadAsync(buffer, 0, 1);
            numbers += count;
            if (++s_reads > 200_000)
            {
                Console.WriteLine("still connected");
                return 1;
            }
        }

        await client;
        Console.WriteLine($"{numbers} numbers");
        Console.WriteLine($"the next {count}");
        return 0;
    }

    private static async Task SendAsync(string name)
    {
        await using NamedPipeClientStream pipe = new(".", name, PipeDirection.Out, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(5000);
        await pipe.WriteAsync(new byte[] { 1, 2, 3 });
    }
}
