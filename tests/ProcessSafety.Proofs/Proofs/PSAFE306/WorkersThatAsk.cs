// The method that asks whether this is the first instance disposes of the mutex as it answers, and the program starts workers of itself.
// They ask too: a guard that a field holds to the end would keep them out.
// form: used again
// hazard: exit 0, stdout an instance runs: False, stdout worker 1 works, stdout worker 2 works
// fixed: exit 0, stdout an instance runs: True, stdout worker 1 works, stdout worker 2 works
// also: PSAFE402, each worker asks before it knows that it is one
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly string s_name = $@"Global\ProcessSafety.Proof.{typeof(Program).Module.ModuleVersionId}";

    private static void Main(string[] args)
    {
        if (!IsFirst())
        {
            return;
        }

        if (args is [var worker])
        {
            Console.WriteLine($"{worker} works");
            return;
        }

        Console.WriteLine($"an instance runs: {IsRunning()}");
        for (int i = 1; i <= 2; i++)
        {
            ProcessStartInfo start = new(Environment.ProcessPath!)
            {
                ArgumentList = { Environment.GetCommandLineArgs()[0], $"worker {i}" },
            };
            Process.Start(start)!.WaitForExit();
        }
    }

    private static bool IsFirst()
    {
        using Mutex instance = new(initiallyOwned: true, s_name, out bool isFirst);
        return isFirst;
    }

    private static bool IsRunning()
    {
        bool isThere = Mutex.TryOpenExisting(s_name, out Mutex? found);
        found?.Dispose();
        return isThere;
    }
}
