// A SIGTERM handler releases the mutex that Main took, on a thread that does not own it.
// form: plain
// signal: SIGTERM after working
// hazard: exit 134, stdout working, stderr System.ApplicationException
// fixed: exit 143, stdout working

using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_mutex = new();

    private static void Main()
    {
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Leave());
        s_mutex.WaitOne();
        Console.WriteLine("working");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void Leave() => s_mutex.ReleaseMutex();
}
