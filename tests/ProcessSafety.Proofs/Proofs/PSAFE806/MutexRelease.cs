// A ProcessExit handler releases the mutex that Main took, on a thread that does not own it.
// form: plain
// hazard: exit 134, stdout Main returns, stderr System.ApplicationException
// fixed: exit 0, stdout Main returns

using System;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_mutex = new();

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => s_mutex.ReleaseMutex();
        s_mutex.WaitOne();
        Console.WriteLine("Main returns");
    }
}
