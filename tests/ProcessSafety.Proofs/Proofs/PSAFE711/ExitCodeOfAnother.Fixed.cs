using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["worker"])
            return 3;

        using Process worker = Launch();
        worker.WaitForExit();
        Console.WriteLine("waited");
        Console.WriteLine($"ended with {worker.ExitCode}");
        return 0;
    }

    private static Process Launch() => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        new[] { Environment.GetCommandLineArgs()[0], "worker" }))!;
}
