// A parent starts a worker and waits for it to connect. The worker fails before it does.
// form: plain
// hazard: hang, stdout started
// fixed: exit 134, stdout started, stderr The process ended before it connected.
using System;
using System.Diagnostics;
using System.IO.Pipes;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["worker"])
        {
            return 3;
        }

        using NamedPipeServerStream server = new("p732" + Environment.ProcessId);
        using Process worker = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            new[] { Environment.GetCommandLineArgs()[0], "worker" }))!;
        Console.WriteLine("started");
        server.WaitForConnection();
        Console.WriteLine("connected");
        return 0;
    }
}
