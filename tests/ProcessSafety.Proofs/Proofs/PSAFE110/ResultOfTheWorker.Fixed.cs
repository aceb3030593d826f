using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--worker"])
        {
            int count = 0;
            for (int i = 0; i < 4; i++)
            {
                count++;
            }

            return count;
        }

        for (int i = 0; i < 2; i++)
        {
            using Process worker = Process.Start(new ProcessStartInfo(
                Environment.ProcessPath!,
                new[] { Environment.GetCommandLineArgs()[0], "--worker" }))!;
            worker.WaitForExit();
            Console.WriteLine($"the worker counted {worker.ExitCode}");
        }

        return 0;
    }
}
