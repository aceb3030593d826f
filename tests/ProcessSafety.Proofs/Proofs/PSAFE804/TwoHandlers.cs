// Main registers two handlers of one signal and keeps neither registration. One says that the program stops, the other stops it.
// form: used again
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout stopped
// fixed: exit 0, stdout ready, stdout stopping, stdout stopped

using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    private static readonly CountdownEvent s_stop = new(2);

    private static void Main()
    {
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Say);
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine("ready");
        s_stop.Wait();
        Console.WriteLine("stopped");
    }

    private static void Say(PosixSignalContext context)
    {
        Console.WriteLine("stopping");
        s_stop.Signal();
    }

    private static void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        s_stop.Signal();
    }
}
