// A slow handler collects the lines of a child. The handler of Exited counts them.
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

        using ManualResetEventSlim counted = new();
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = new() { StartInfo = start, EnableRaisingEvents = true };
        List<string> lines = new();
        bool all = false;
        child.OutputDataReceived += (_, e) =>
        {
            if (e.Data is { } line)
            {
                Thread.Sleep(1);
                lines.Add(line);
            }
        };
        child.Exited += (_, _) =>
        {
            all = lines.Count == Count;
            counted.Set();
        };
        child.Start();
        child.BeginOutputReadLine();
        counted.Wait();
        Console.WriteLine($"all lines: {all}");
        return all ? 0 : 1;
    }
}
