// Main returns a task and is not async: what it keeps in a using declaration would be disposed before the work begins.
// form: plain
// signal: SIGINT after ready
// hazard: exit 130, stdout ready, no stdout stopped
// fixed: exit 0, stdout ready, stdout stopped

using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static readonly ManualResetEventSlim s_stop = new();

    private static Task Main()
    {
        var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop); // Ctrl+C
        return Task.Run(Work);
    }

    private static void Work()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine("ready");
        s_stop.Wait();
        Console.WriteLine("stopped");
    }

    private static void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        s_stop.Set();
    }
}
