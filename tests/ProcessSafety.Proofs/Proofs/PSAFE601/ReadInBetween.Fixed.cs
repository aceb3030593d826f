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
            Announce(job, job);
        }

        s_bothHaveSet.SignalAndWait();
        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
        {
            RedirectStandardOutput = true,
        };
        start.Environment["JOB"] = job;
        using Process child = Process.Start(start)!;
        if (child.StandardOutput.ReadToEnd() != job)
            Interlocked.Increment(ref s_wrong);
    }

    private static void Announce(string job, string known)
    {
        if (known == job)
            Interlocked.Increment(ref s_knowing);
    }
}
