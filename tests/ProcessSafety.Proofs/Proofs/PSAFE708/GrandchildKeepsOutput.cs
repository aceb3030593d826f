// A child leaves a process behind that keeps its output open: a wait for the last lines without a timeout would wait for that too.
// form: used again
// hazard: exit 1, stdout all lines: False, stdout waited for the grandchild: False
// fixed: exit 0, stdout all lines: True, stdout waited for the grandchild: False
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private const int Count = 1000;

    private static int Main(string[] args)
    {
        if (args is ["--grandchild"])
        {
            Thread.Sleep(6000);
            return 0;
        }

        if (args is ["--child"])
        {
            for (int i = 0; i < Count; i++)
                Console.WriteLine(i);

            Process.Start(Command("--grandchild"));
            return 0;
        }

        ProcessStartInfo start = Command("--child");
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
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
        child.BeginErrorReadLine();
        Stopwatch watch = Stopwatch.StartNew();
        bool exited = child.WaitForExit(2000);
        bool all = exited && lines.Count == Count;
        Console.WriteLine($"all lines: {all}");
        Console.WriteLine($"waited for the grandchild: {watch.ElapsedMilliseconds > 5000}");
        return all ? 0 : 1;
    }

    private static ProcessStartInfo Command(string argument)
    {
        ProcessStartInfo command = new(Environment.ProcessPath!);
        command.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        command.ArgumentList.Add(argument);
        return command;
    }
}
