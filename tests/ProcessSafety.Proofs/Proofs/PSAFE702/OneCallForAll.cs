// The parent reads all of the output, then all of the errors, of a child that writes 200 KB of errors first. One call takes their place.
// form: plain
// fix: PSAFE702.RunAndCapture
// hazard: hang, stdout started
// fixed: exit 3, stdout started, stdout output 4, stdout error 200000
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Error.Write(new string('e', 200_000));
            Console.Out.Write("done");
            return 3;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" })
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Console.WriteLine("started");
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        string error = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Console.WriteLine($"output {output.Length}");
        Console.WriteLine($"error {error.Length}");
        return child.ExitCode;
    }
}
