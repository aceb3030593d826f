// The parent collects the lines of a child with a slow handler, waits with a timeout, and counts what it has.
// form: plain
// hazard: exit 1, stdout all lines: False
// fixed: exit 0, stdout all lines: True
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private const int Count = 2000;

    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            for (int i = 0; i < Count; i++)
                Console.WriteLine(i);

            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = new() { StartInfo = start };
        List<string> lines = new();
        child.OutputDataReceived += (_, e) =>
        {
            if (e.Data is { } line)
            {
                Thread.Sleep(1);
                lines.Add(line);
            }
        };
        child.Start();
        child.BeginOutputReadLine();
        if (!child.WaitForExit(30_000))
            return 2;

        bool all = lines.Count == Count;
        Console.WriteLine($"all lines: {all}");
        return all ? 0 : 1;
    }
}
