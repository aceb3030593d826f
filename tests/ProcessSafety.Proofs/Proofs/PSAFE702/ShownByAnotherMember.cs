// The parent reads all of the errors, then all of the output, of a child that writes 200 KB of output first. Another member shows both.
// form: used again
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000, stdout error 5, stdout exit code 3
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Out.Write(new string('o', 200_000));
            Console.Error.Write("wrong");
            return 3;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        string error = child.StandardError.ReadToEnd();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Show(child, output + error, output.Length);
        return 0;
    }

    private static void Show(Process child, string text, int end)
    {
        Console.WriteLine($"output {text[..end].Length}");
        Console.WriteLine($"error {text[end..].Length}");
        Console.WriteLine($"exit code {child.ExitCode}");
    }
}
