// Two threads set the variable of their child, and a method of the parent that runs before the start reads it too.
// form: used again
// hazard: exit 0, stdout parents that know their job: 2, stdout children with the job of the other one: 1
// fixed: exit 0, stdout parents that know their job: 2, stdout children with the job of the other one: 0
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly Barrier s_bothHaveSet = new(2);
    private static readonly object s_gate = new();

    private static int s_knowing;
    private static int s_wrong;

    private static int Main(string[] args)
    {
        if (args is ["child"])
        {
            Console.Write(Environment.GetEnvironmentVariable("JOB"));
            return 0;
        }

        Thread first = new(() => Launch("first"));
        first.Start();
        Launch("second");
        first.Join();
        Console.WriteLine($"parents that know their job: {s_knowing}");
        Console.WriteLine($"children with the job of the other one: {s_wrong}");
        return 0;
    }

    private static void Launch(string job)
    {
        lock (s_gate)
        {
            Environment.SetEnvironmentVariable("JOB", job);
            Announce(job);
        }

        s_bothHaveSet.SignalAndWait();
        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
        {
            RedirectStandardOutput = true,
        };

        using Process child = Process.Start(start)!;
        if (child.StandardOutput.ReadToEnd() != job)
            Interlocked.Increment(ref s_wrong);
    }

    private static void Announce(string job)
    {
        if (Environment.GetEnvironmentVariable("JOB") == job)
            Interlocked.Increment(ref s_knowing);
    }
}
