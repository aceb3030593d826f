// A program that runs once at a time restarts itself. At its end it keeps the mutex alive, as documentation advises, and disposes of it.
// form: used again
// hazard: exit 0, stdout first start, stdout runs already
// fixed: exit 0, stdout first start, stdout second start
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static void Main(string[] args)
    {
        Mutex mutex = new(true, $"ProcessSafety.Proof-{typeof(Program).Module.ModuleVersionId}", out bool isFirst);
        if (!isFirst)
        {
            Console.WriteLine("runs already");
            return;
        }

        Console.WriteLine(args is ["--restarted"] ? "second start" : "first start");
        if (args.Length == 0)
        {
            ProcessStartInfo start = new(Environment.ProcessPath!)
            {
                ArgumentList = { Environment.GetCommandLineArgs()[0], "--restarted" },
            };
            Process.Start(start)!.WaitForExit();
        }

        GC.KeepAlive(mutex);
        mutex.Dispose();
    }
}
