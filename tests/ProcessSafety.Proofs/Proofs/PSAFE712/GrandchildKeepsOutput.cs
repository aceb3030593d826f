// The parent reads a child that has started a process of its own, kills it after a while, and waits for the end of the output.
// form: plain
// hazard: hang, stdout the child is killed
// fixed: exit 0, stdout the child is killed, stdout output: up
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

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

        ProcessStartInfo start = Command("--child");
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        Task<string> reading = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(1500))
        {
            child.Kill();
            Console.WriteLine("the child is killed");
        }

        Console.WriteLine($"output: {reading.Result.Trim()}");
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
