// A loop asks a child whether it has exited. Its lines are counted behind that, and the child is asked for its exit code.
// form: used again
// hazard: exit 1, stdout all lines: False, stdout code: 3
// fixed: exit 0, stdout all lines: True, stdout code: 3
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

            return 3;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = new() { StartInfo = start };
        List<string> lines = new();
        child.OutputDataReceived += OnLine;
        child.Start();
        child.BeginOutputReadLine();
        while (!child.HasExited)
        {
            Thread.Sleep(10);
        }

        bool all = lines.Count == Count;
        Console.WriteLine($"all lines: {all}");
        Console.WriteLine($"code: {child.ExitCode}");
        return all ? 0 : 1;

        void OnLine(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is { } line)
            {
                Thread.Sleep(1);
                lines.Add(line);
            }
        }
    }
}
