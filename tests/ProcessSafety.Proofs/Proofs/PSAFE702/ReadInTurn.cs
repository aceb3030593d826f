// The parent reads all of the output, then all of the errors, of a child that writes 200 KB of errors first.
// form: plain
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000, stdout error 200000
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
            return Write();

        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        string output = child.StandardOutput.ReadToEnd();
        string error = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Console.WriteLine($"output {output.Length}");
        Console.WriteLine($"error {error.Length}");
        return child.ExitCode;
    }

    private static int Write()
    {
        Console.Error.Write(new string('e', 200_000));
        Console.Out.Write(new string('o', 200_000));
        return 0;
    }
}
