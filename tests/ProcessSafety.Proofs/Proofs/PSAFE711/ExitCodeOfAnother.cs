// A program waits for a process that it knows by its id, and asks how it has ended: only the object that started it can tell.
// form: plain
// hazard: exit 134, stdout waited, stderr Unhandled exception. System.InvalidOperationException, no stdout ended
// fixed: exit 0, stdout waited, stdout ended with 3
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["worker"])
            return 3;

        int id = Launch();
        using Process worker = Process.GetProcessById(id);
        worker.WaitForExit();
        Console.WriteLine("waited");
        Console.WriteLine($"ended with {worker.ExitCode}");
        return 0;
    }

    private static int Launch()
    {
        Process worker = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            new[] { Environment.GetCommandLineArgs()[0], "worker" }))!;
        return worker.Id;
    }
}
