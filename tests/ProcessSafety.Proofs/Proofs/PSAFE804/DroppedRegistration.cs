// Nothing keeps the registration of SIGTERM, the garbage collector takes it, and the signal ends the process at once.
// form: plain
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout stopped
// fixed: exit 0, stdout ready, stdout stopped

using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    private static readonly ManualResetEventSlim s_stop = new();

    private static void Main()
    {
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
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
