// Two streams are being read when their handlers come: what the child has said by then is lost. One handler is taken off and used again.
// form: used again
// hazard: exit 0, stdout lines: 0, stdout errors: 0, stdout called by hand: 1
// fixed: exit 0, stdout lines: 2, stdout errors: 1, stdout called by hand: 1
using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly ConcurrentQueue<string> s_errors = new();

    private static int Main(string[] args)
    {
        if (args is ["child"])
        {
            Console.WriteLine("one");
            Console.WriteLine("two");
            Console.Error.WriteLine("three");
            Thread.Sleep(4000);
            return 0;
        }

        ConcurrentQueue<string> lines = new();
        using Process child = new()
        {
            StartInfo = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        Thread.Sleep(2000);
        child.OutputDataReceived += (_, e) => Keep(lines, e.Data);
        child.ErrorDataReceived += OnError;
        child.WaitForExit();
        child.ErrorDataReceived -= OnError;
        Console.WriteLine($"lines: {lines.Count}");
        Console.WriteLine($"errors: {s_errors.Count}");
        s_errors.Clear();
        Keep(s_errors, "by hand");
        Console.WriteLine($"called by hand: {s_errors.Count}");
        return 0;
    }

    private static void OnError(object sender, DataReceivedEventArgs e) => Keep(s_errors, e.Data);

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
