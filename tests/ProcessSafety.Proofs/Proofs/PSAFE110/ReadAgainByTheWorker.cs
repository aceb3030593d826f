// The parent sets how many rounds a worker makes, and each worker asks for the number in several places. It finds the 1 of the initializer.
// form: used again
// hazard: exit 0, stdout worker makes 1 of 1, stdout parent asked for 3
// fixed: exit 0, stdout worker makes 3 of 3, stdout parent asked for 3
using System;
using System.Diagnostics;
using System.Linq;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length > 0 && args[0] == "--worker")
        {
            return Worker.Run();
        }

        Worker.Rounds = 3;
        for (int i = 0; i < 2; i++)
        {
            Worker.Start();
        }

        Console.WriteLine($"parent asked for {Worker.Rounds}");
        return 0;
    }
}

internal static class Worker
{
    public static int Rounds { get; set; } = 1;

    public static int Run()
    {
        int made = Enumerable.Range(0, Rounds).Count();
        Console.WriteLine($"worker makes {made} of {Rounds}");
        return Rounds - made;
    }

    public static void Start()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--worker");
        using Process worker = Process.Start(start)!;
        worker.WaitForExit();
    }
}
