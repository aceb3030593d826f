// The parent writes to a child that reads its input to the end, and flushes the input under another name before it waits.
// form: used again
// hazard: hang, stdout written
// fixed: exit 0, stdout written, stdout answer 12
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Write(Console.In.ReadToEnd());
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        StreamWriter input = child.StandardInput;
        child.StandardInput.Write(string.Join("", args) + "twelve bytes");
        input.Flush();
        Console.WriteLine("written");
        string answer = child.StandardOutput.ReadToEnd();
        Console.WriteLine($"answer {answer.Length}");
        child.WaitForExit();
        return child.ExitCode;
    }
}
