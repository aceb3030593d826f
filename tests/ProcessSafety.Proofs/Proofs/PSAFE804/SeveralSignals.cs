// Main registers several signals in a loop and keeps no registration. One field would keep the last one alone.
// form: used again
// signal: SIGINT after ready
// hazard: exit 130, stdout ready, no stdout stopped
// fixed: exit 0, stdout ready, stdout stopped

using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    private static readonly ManualResetEventSlim s_stop = new();

    private static void Main()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            PosixSignalRegistration.Create(signal, Stop);

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
