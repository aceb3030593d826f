// The output of a child is awaited, the limit kills it, and its exit code is looked at. The child has started another one, and hangs.
// form: used again
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout late, stdout output: up, stdout code 0: False
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
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
        Console.WriteLine("started");
        string output = (await child.StandardOutput.ReadToEndAsync()).Trim();
        if (!child.WaitForExit(1500))
        {
            Console.WriteLine("late");
            child.Kill();
            child.WaitForExit();
        }

        Console.WriteLine($"output: {output}");
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
