// The lines of a child come as events. It has started a process of its own, is killed, waited for, and asked for its exit code.
// form: used again
// hazard: hang, stdout the child is killed
// fixed: exit 0, stdout the child is killed, stdout lines: 1, stdout code 0: False
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--grandchild"])
        {
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }

        if (args is ["--child"])
        {
            Process.Start(Command("--grandchild"));
            Console.WriteLine("up");
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }

        using Process child = new() { StartInfo = Command("--child") };
        child.StartInfo.RedirectStandardOutput = true;
        int lines = 0;
        child.OutputDataReceived += (_, e) => lines += e.Data is null ? 0 : 1;
        child.Start();
        child.BeginOutputReadLine();
        if (!child.WaitForExit(1500))
            child.Kill();

        Console.WriteLine("the child is killed");
        child.WaitForExit();
        Console.WriteLine($"lines: {lines}");
        Console.WriteLine($"code 0: {child.ExitCode == 0}");
        return 0;
    }

    private static ProcessStartInfo Command(string argument)
    {
        ProcessStartInfo command = new(Environment.ProcessPath!);
        command.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        command.ArgumentList.Add(argument);
        return command;
    }
}
