// A ProcessExit handler closes its files and releases the mutex that Main took, on a thread that does not own it.
// form: plain
// hazard: exit 134, stdout Main returns, stdout closed, stderr System.ApplicationException
// fixed: exit 0, stdout Main returns, stdout closed, stdout the end

using System;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_mutex = new();

    private static bool s_owns;

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        s_owns = s_mutex.WaitOne(1000);
        Console.WriteLine("Main returns");
    }

    private static void OnExit(object? sender, EventArgs e)
    {
        Console.WriteLine("closed");
        if (s_owns)
            s_mutex.ReleaseMutex(); // for others
        Console.WriteLine("the end");
    }
}
