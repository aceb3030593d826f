// The lines of a child come as events, that is cancelled, and the rest is to be read by the reader.
// form: plain
// hazard: exit 134, stdout begun, stderr Unhandled exception. System.InvalidOperationException
// fixed: exit 0, stdout begun, stdout lines: 2
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.WriteLine("one");
            Console.WriteLine("two");
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        int lines = 0;
        child.OutputDataReceived += (_, e) => lines += e.Data is null ? 0 : 1;
        child.BeginOutputReadLine();
        Console.WriteLine("begun");
        child.CancelOutputRead();
        lines += child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        child.WaitForExit();
        Console.WriteLine($"lines: {lines}");
        return 0;
    }
}
