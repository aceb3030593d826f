// Two handlers wait for the exit of a child. One asks the child how it ended, and is taken off later.
// form: used again
// hazard: exit 0, stdout the child has ended, stdout handlers that have run: 0
// fixed: exit 0, stdout the child has ended, stdout exit code 3, stdout handlers that have run: 2
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly CountdownEvent s_run = new(2);

    private static int Main(string[] args)
    {
        if (args is ["child"])
            return 3;

        using Process child = new() { StartInfo = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" }) };
        child.Exited += (_, _) => s_run.Signal();
        child.Exited += OnExited;
        child.Start();
        child.WaitForExit();
        Console.WriteLine("the child has ended");
        s_run.Wait(TimeSpan.FromSeconds(1));
        child.Exited -= OnExited;
        Console.WriteLine($"handlers that have run: {2 - s_run.CurrentCount}");
        return 0;
    }

    private static void OnExited(object? sender, EventArgs e)
    {
        Console.WriteLine($"exit code {((Process)sender!).ExitCode}");
        s_run.Signal();
    }
}
