using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    private static readonly ManualResetEventSlim s_stop = new();
    private static readonly List<PosixSignalRegistration> s_registrations = new();

    private static void Main()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            s_registrations.Add(PosixSignalRegistration.Create(signal, Stop));

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
