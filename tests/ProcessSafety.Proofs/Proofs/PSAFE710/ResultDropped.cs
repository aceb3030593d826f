// The parent gives a child that takes its time half a second, and asks for its exit code without looking whether it has ended.
// form: plain
// hazard: exit 134, stdout waiting, stderr Unhandled exception. System.InvalidOperationException
// fixed: exit 0, stdout waiting, stdout the child has ended: True
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("waiting");
        child.WaitForExit(500);
        bool ended = child.ExitCode != 0;
        Console.WriteLine($"the child has ended: {ended}");
        return 0;
    }
}
