// The parent writes one megabyte to a child that answers while it reads, and reads the answer afterwards.
// form: plain
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout answer 1000000
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            using Stream input = Console.OpenStandardInput();
            using Stream output = Console.OpenStandardOutput();
            input.CopyTo(output);
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
        Console.WriteLine("started");
        byte[] question = new byte[1_000_000];
        child.StandardInput.BaseStream.Write(question, 0, question.Length);
        child.StandardInput.Close();
        string answer = child.StandardOutput.ReadToEnd();
        Console.WriteLine($"answer {answer.Length}");
        child.WaitForExit();
        return child.ExitCode;
    }
}
