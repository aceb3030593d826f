// The mutex goes with its process: the next owner gets it as an abandoned one.

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

    private static void Leave() => s_mutex.Dispose();
}
