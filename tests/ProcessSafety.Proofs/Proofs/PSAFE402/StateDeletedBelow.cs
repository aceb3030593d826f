// The parent notes what is done in a file that Main deletes at start-up. Each worker deletes it again.
// form: plain
// fix: PSAFE402.BelowBranch
// hazard: exit 0, stdout start-ups: 3, stdout done: 1
// fixed: exit 0, stdout start-ups: 1, stdout done: 3
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string Done = Path.Combine(AppContext.BaseDirectory, "done.txt");
    private static readonly string StartUps = Path.Combine(AppContext.BaseDirectory, "start-ups.txt");

    private static void Main(string[] args)
    {
        StartAfresh();
        if (args is ["--worker", var number])
        {
            Console.WriteLine($"worker {number}");
            return;
        }

        File.AppendAllText(Done, "parent\n");
        for (int i = 1; i <= 2; i++)
        {
            Run(i);
            File.AppendAllText(Done, $"worker {i}\n");
        }

        Console.WriteLine($"start-ups: {File.ReadAllLines(StartUps).Length}");
        Console.WriteLine($"done: {File.ReadAllLines(Done).Length}");
    }

    private static void StartAfresh()
    {
        File.Delete(Done);
        File.AppendAllText(StartUps, "start\n");
    }

    private static void Run(int number)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            ArgumentList = { Environment.GetCommandLineArgs()[0], "--worker", $"{number}" },
        };
        using Process worker = Process.Start(start)!;
        worker.WaitForExit();
    }
}
