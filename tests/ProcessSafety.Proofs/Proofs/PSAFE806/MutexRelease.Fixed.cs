// Main releases what it took.

using System;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_mutex = new();

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => s_mutex.Dispose();
        s_mutex.WaitOne();
        Console.WriteLine("Main returns");
        s_mutex.ReleaseMutex();
    }
}
