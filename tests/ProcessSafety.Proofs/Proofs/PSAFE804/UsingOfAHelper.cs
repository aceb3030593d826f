// The using declaration of a helper disposes of the registration before the program begins its work.
// form: plain
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
        Register();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine("ready");
        s_stop.Wait();
        Console.WriteLine("stopped");
    }

    private static void Register()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            s_stop.Set();
        });
    }
}
