// Two threads set the variable of their child and set it back. Each start info is of two children, and Main reads the variable at the end.
// form: used again
// hazard: exit 0, stdout children with the job of the other one: 2, stdout the job of Main: nothing
// fixed: exit 0, stdout children with the job of the other one: 0, stdout the job of Main: nothing
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly Barrier s_all = new(2);

    private static int s_wrong;

    private static int Main(string[] args)
    {
        if (args is ["child", var job])
            return Environment.GetEnvironmentVariable("JOB") == job ? 0 : 1;

        Thread first = new(() => Launch("first"));
        first.Start();
        Launch("second");
        first.Join();
        Console.WriteLine($"children with the job of the other one: {s_wrong}");
        Console.WriteLine($"the job of Main: {Environment.GetEnvironmentVariable("JOB") ?? "nothing"}");
        return 0;
    }

    private static void Launch(string job)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child", job });
        string? old = Environment.GetEnvironmentVariable("JOB");
        s_all.SignalAndWait();
        Environment.SetEnvironmentVariable("JOB", job);
        try
        {
            s_all.SignalAndWait();
            using Process child = Process.Start(start)!;
            using Process again = Process.Start(start)!;
            Count(child);
            Count(again);
            s_all.SignalAndWait();
        }
        finally
        {
            Environment.SetEnvironmentVariable("JOB", old);
        }
    }

    private static void Count(Process child)
    {
        child.WaitForExit();
        Interlocked.Add(ref s_wrong, child.ExitCode);
    }
}
