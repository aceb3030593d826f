// SIGTERM sets the event that Main waits for, and ends the process before Main goes on.
// form: plain
// signal: SIGTERM after working
// hazard: exit 143, stdout working, no stdout cleaned up
// fixed: exit 0, stdout working, stdout cleaned up

using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    private static readonly ManualResetEventSlim s_stop = new();

    private static void Main()
    {
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerm);
        Console.WriteLine("working");
        s_stop.Wait();
        Thread.Sleep(200);
        Console.WriteLine("cleaned up");
    }

    private static void OnTerm(PosixSignalContext context) => s_stop.Set();
}
