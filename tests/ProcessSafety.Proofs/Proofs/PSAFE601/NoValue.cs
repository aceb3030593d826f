// Two threads set the variable of their child, one of them to nothing, which takes the variable away.
// form: plain
// hazard: exit 0, stdout wrong children: 1
// fixed: exit 0, stdout wrong children: 0
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly Barrier s_bothHaveSet = new(2);

    private static int s_wrong;

    private static int Main(string[] args)
    {
        if (args is ["child", var expected])
            return (Environment.GetEnvironmentVariable("JOB") ?? "nothing") == expected ? 0 : 1;

        Thread first = new(() => Launch(null));
        first.Start();
        Launch("second");
        first.Join();
        Console.WriteLine($"wrong children: {s_wrong}");
        return 0;
    }

    private static void Launch(string? job)
    {
        string[] arguments = { Environment.GetCommandLineArgs()[0], "child", job ?? "nothing" };
        Environment.SetEnvironmentVariable("JOB", job);
        s_bothHaveSet.SignalAndWait();
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments))!;
        child.WaitForExit();
        Interlocked.Add(ref s_wrong, child.ExitCode);
    }
}
