using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static void Main(string[] args)
    {
        using Mutex mutex = new(true, $"ProcessSafety.Proof-{typeof(Program).Module.ModuleVersionId}", out bool isFirst);
        if (!isFirst)
        {
            Console.WriteLine("runs already");
            return;
        }

        Console.WriteLine(args is ["--restarted"] ? "second start" : "first start");
        if (args.Length > 0)
            return;

        mutex.Dispose();
        Console.WriteLine("released");
        Restart();
    }

    private static void Restart()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            ArgumentList = { Environment.GetCommandLineArgs()[0], "--restarted" },
        };
        Process.Start(start)!.WaitForExit();
    }
}
