// Main deletes the file of results in a try block, and each worker deletes what the parent has noted by then.
// form: plain
// hazard: exit 0, stdout done: 1
// fixed: exit 0, stdout done: 3
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

internal static class Program
{
    private static readonly string Done = Path.Combine(AppContext.BaseDirectory, "done.txt");

    private static void Main(string[] args)
    {
        bool isWorker = args.Contains("--worker");
        try
        {
            File.Delete(Done);
        }
        catch (IOException e)
        {
            Console.WriteLine(e.Message);
        }

        if (isWorker)
        {
            Console.WriteLine("working");
            return;
        }

        File.AppendAllText(Done, "parent\n");
        for (int i = 1; i <= 2; i++)
        {
            Run();
            File.AppendAllText(Done, $"worker {i}\n");
        }

        Console.WriteLine($"done: {File.ReadAllLines(Done).Length}");
    }

    private static void Run()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { ArgumentList = { Environment.GetCommandLineArgs()[0], "--worker" } };
        using Process worker = Process.Start(start)!;
        worker.WaitForExit();
    }
}
