// Another method attaches a handler to the errors of a child, and nobody begins to read them.
// form: used again
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000, stdout errors 200000
using System;
using System.Diagnostics;

internal static class Program
{
    private static int s_errors;

    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Error.WriteLine(new string('e', 200_000));
            Console.Out.Write(new string('o', 200_000));
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        Count(child);
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Console.WriteLine($"output {output.Length}");
        Console.WriteLine($"errors {s_errors}");
        return child.ExitCode;
    }

    private static void Count(Process child) => child.ErrorDataReceived += (_, e) => s_errors += e.Data?.Length ?? 0;
}
