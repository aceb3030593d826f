// Two workers are awaited in turn, and what each says is read from its connection. The second one fails.
// form: used again
// hazard: hang, stdout the first says 1
// fixed: exit 5, stdout the first says 1, stdout The process ended before it connected.
using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["worker", var port, var number])
        {
            return await WorkAsync(int.Parse(port), int.Parse(number));
        }

        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        try
        {
            Console.WriteLine($"the first says {await AnswerAsync(listener, 1)}");
            Console.WriteLine($"the second says {await AnswerAsync(listener, 2)}");
            return 0;
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine(e.Message);
            return 5;
        }
        finally
        {
            listener.Stop();
        }
    }

    private static async Task<int> AnswerAsync(TcpListener listener, int number)
    {
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using Process worker = new()
        {
            StartInfo = new(
                Environment.ProcessPath!,
                new[] { Environment.GetCommandLineArgs()[0], "worker", port.ToString(), number.ToString() }),
        };
        worker.Start();
        using TcpClient client = await listener.AcceptTcpClientAsync();
        int answer = client.GetStream().ReadByte();
        await worker.WaitForExitAsync();
        return answer;
    }

    private static async Task<int> WorkAsync(int port, int number)
    {
        if (number == 2)
        {
            return 3;
        }

        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
        client.GetStream().WriteByte((byte)number);
        return 0;
    }
}
