// The parent redirects the errors of a child to keep them off the console, and never reads them.
// form: plain
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000
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
        child.WaitForExit();
        Console.WriteLine($"output {output.Length}");
        return child.ExitCode;
    }

    private static int Write()
    {
        Console.Error.Write(new string('e', 200_000));
        Console.Out.Write(new string('o', 200_000));
        return 0;
    }
}
