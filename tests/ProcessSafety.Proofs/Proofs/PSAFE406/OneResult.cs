// Four workers write their result, each to the file that all of them have. One result is left.
// form: plain
// hazard: exit 0, stdout results: 1
// fixed: exit 0, stdout results: 4
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["--worker", var number])
        {
            Work(number);
            return;
        }

        List<Process> workers = new();
        for (int i = 1; i <= 4; i++)
        {
            workers.Add(Start(i));
        }

        workers.ForEach(static worker => worker.WaitForExit());
        Console.WriteLine($"results: {Directory.GetFiles(AppContext.BaseDirectory, "result*.txt").Length}");
    }

    private static void Work(string number) =>
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "result.txt"), $"result of {number}");

    private static Process Start(int number) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        new[] { Environment.GetCommandLineArgs()[0], "--worker", number.ToString() }))!;
}
