// Two threads put the tools of their jobs at the head of PATH. By that the parent finds what it starts, so no start info can say it.
// form: plain
// hazard: exit 0, stdout children with the tools of the other one: 1
// fixed: exit 0, stdout children with the tools of the other one: 0
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly string s_path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
    private static readonly Barrier s_bothHaveSet = new(2);

    private static int s_wrong;

    private static int Main(string[] args)
    {
        if (args is ["child"])
        {
            Console.Write(Environment.GetEnvironmentVariable("PATH")!.Split(':', ';')[0]);
            return 0;
        }

        Thread first = new(() => Launch("first"));
        first.Start();
        Launch("second");
        first.Join();
        Console.WriteLine($"children with the tools of the other one: {s_wrong}");
        return 0;
    }

    private static void Launch(string job)
    {
        Environment.SetEnvironmentVariable("PATH", job + System.IO.Path.PathSeparator + s_path);
        s_bothHaveSet.SignalAndWait();
        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
        {
            RedirectStandardOutput = true,
        };

        using Process child = Process.Start(start)!;
        if (child.StandardOutput.ReadToEnd() != job)
            Interlocked.Increment(ref s_wrong);
    }
}
