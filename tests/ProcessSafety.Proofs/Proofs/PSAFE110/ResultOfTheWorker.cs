// A worker counts, and leaves the number in a static field. The parent looks there once the worker has ended.
// form: plain
// hazard: exit 0, stdout the worker counted 0
// fixed: exit 0, stdout the worker counted 4
using System;
using System.Diagnostics;

internal static class Program
{
    private static int s_count;

    private static int Main(string[] args)
    {
        if (args is ["--worker"])
        {
            for (int i = 0; i < 4; i++)
            {
                s_count++;
            }

            return 0;
        }

        for (int i = 0; i < 2; i++)
        {
            using Process worker = Process.Start(new ProcessStartInfo(
                Environment.ProcessPath!,
                new[] { Environment.GetCommandLineArgs()[0], "--worker" }))!;
            worker.WaitForExit();
            Console.WriteLine($"the worker counted {s_count}");
        }

        return 0;
    }
}
