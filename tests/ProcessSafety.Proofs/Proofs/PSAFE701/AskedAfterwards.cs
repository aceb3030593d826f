// The parent waits for a child that writes 200 KB, reads, waits once more and hands both the child and its output to another member.
// form: used again
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000, stdout exit code 3, stdout errors: none
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Out.Write(new string('o', 200_000));
            return 3;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        child.WaitForExit();
        string output = child.StandardOutput.ReadToEnd(), errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Report(child, output, errors);
        Report(child, output, errors);
        return 0;
    }

    private static void Report(Process child, string output, string errors)
    {
        Console.WriteLine($"output {output.Length}");
        Console.WriteLine($"exit code {child.ExitCode}");
        Console.WriteLine($"errors: {(errors.Length == 0 ? "none" : errors)}");
    }
}
