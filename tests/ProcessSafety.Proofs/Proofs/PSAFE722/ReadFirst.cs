// The parent reads all output of a child, and gives it a second to end then. The child does not end.
// form: plain
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output: up
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.WriteLine("up");
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit(1000);
        Console.WriteLine($"output: {output.Trim()}");
        return 0;
    }
}
