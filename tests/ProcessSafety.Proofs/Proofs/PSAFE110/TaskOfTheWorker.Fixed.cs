using System;
using System.Diagnostics;

internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["--worker", var task])
        {
            Console.WriteLine($"worker does '{task}'");
            return;
        }

        for (int i = 0; i < 2; i++)
        {
            Start("sweep").WaitForExit();
        }
    }

    private static Process Start(string task) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        new[] { Environment.GetCommandLineArgs()[0], "--worker", task }))!;
}
