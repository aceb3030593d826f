// The parent reads the output or the errors of a child, whichever a condition says, and nobody reads the other one.
// Without the redirect of the errors, the condition would ask for a reader that is not there.
// form: used again
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Error.Write(new string('e', 200_000));
            Console.Out.Write(new string('o', 200_000));
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        StreamReader reader = args.Length > 0 ? child.StandardError : child.StandardOutput;
        string output = reader.ReadToEnd();
        child.WaitForExit();
        Console.WriteLine($"output {output.Length}");
        return child.ExitCode;
    }
}
