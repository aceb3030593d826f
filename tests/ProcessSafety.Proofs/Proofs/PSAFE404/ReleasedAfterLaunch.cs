// A program restarts itself under its mutex, and releases that in a finally: a mutex that is disposed before the launch would throw there.
// form: used again
// hazard: exit 0, stdout first start, stdout runs already, stdout released
// fixed: exit 0, stdout first start, stdout second start, stdout released
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

        try
        {
            Restart();
        }
        finally
        {
            mutex.ReleaseMutex();
            Console.WriteLine("released");
        }
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
