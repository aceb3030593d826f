// The parent kills twenty children, each a moment after its start, and counts how often the exit code is there at once. The name of each
// child is used again after it.
// form: used again
// hazard: exit 134, stdout 20 children, stderr Unhandled exception. System.InvalidOperationException
// fixed: exit 0, stdout 20 children, stdout codes: 20
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private const int Count = 20;

    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }

        Console.WriteLine($"{Count} children");
        int codes = 0;
        for (int i = 0; i < Count; i++)
        {
            using Process child = Process.Start(Command())!;
            Thread.Sleep(60);
            child.Kill();
            if (child.ExitCode != 0)
                codes++;

            if (!child.WaitForExit(1000))
                return 2;
        }

        Console.WriteLine($"codes: {codes}");
        return 0;
    }

    private static ProcessStartInfo Command()
    {
        ProcessStartInfo command = new(Environment.ProcessPath!);
        command.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        command.ArgumentList.Add("--child");
        return command;
    }
}
