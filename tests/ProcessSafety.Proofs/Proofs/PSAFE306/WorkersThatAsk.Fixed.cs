using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly string s_name = $@"Global\ProcessSafety.Proof.{typeof(Program).Module.ModuleVersionId}";

    private static void Main(string[] args)
    {
        if (args is [var worker])
        {
            Console.WriteLine($"{worker} works");
            return;
        }

        using Mutex instance = new(initiallyOwned: true, s_name, out bool isFirst);
        if (!isFirst)
        {
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

    private static bool IsRunning()
    {
        bool isThere = Mutex.TryOpenExisting(s_name, out Mutex? found);
        found?.Dispose();
        return isThere;
    }
}
