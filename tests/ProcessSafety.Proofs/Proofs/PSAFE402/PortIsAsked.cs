// Main opens a listener before it knows who it is, and asks it for its port. Each worker opens one as well.
// form: used again
// hazard: exit 0, stdout parent listens: True, stdout worker listens: True
// fixed: exit 0, stdout parent listens: True, stdout worker listens: False
using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

internal static class Program
{
    private static void Main(string[] args)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (args is ["--worker", var parent])
        {
            Console.WriteLine($"worker listens: {port > 0}, its parent at {parent}");
            return;
        }

        Console.WriteLine($"parent listens: {port > 0}");
        for (int i = 0; i < 2; i++)
        {
            Run(port);
        }
    }

    private static void Run(int port)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            ArgumentList = { Environment.GetCommandLineArgs()[0], "--worker", $"{port}" },
        };
        using Process worker = Process.Start(start)!;
        worker.WaitForExit();
    }
}
