// A helper registers two signals, one after the other: a field of its own would keep the second registration and lose the first.
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
        Register(PosixSignal.SIGINT);
        Register(PosixSignal.SIGTERM);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine("ready");
        s_stop.Wait();
        Console.WriteLine("stopped");
    }

    private static void Register(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, Stop);

    private static void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        s_stop.Set();
    }
}
