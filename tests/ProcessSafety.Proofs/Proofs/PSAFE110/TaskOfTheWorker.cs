// The parent sets what the worker is to do, in a static property, and starts the worker. The worker finds nothing there.
// form: plain
// hazard: exit 0, stdout worker does ''
// fixed: exit 0, stdout worker does 'sweep'
using System;
using System.Diagnostics;

internal static class Program
{
    private static string? Task { get; set; }

    private static void Main(string[] args)
    {
        if (args is ["--worker", ..])
        {
            Console.WriteLine($"worker does '{Task}'");
            return;
        }

        Task = "sweep";
        for (int i = 0; i < 2; i++)
        {
            Start().WaitForExit();
        }
    }

    private static Process Start() => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        new[] { Environment.GetCommandLineArgs()[0], "--worker" }))!;
}
