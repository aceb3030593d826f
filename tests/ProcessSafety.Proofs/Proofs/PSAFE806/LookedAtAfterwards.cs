// A ProcessExit handler releases the mutex that Main took. The next one looks at it and disposes of it.
// form: used again
// hazard: exit 134, stdout Main returns, stderr System.ApplicationException
// fixed: exit 0, stdout Main returns, stdout leaving, stdout is closed: False, stdout is closed: True

using System;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_mutex = new();

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Leave();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();
        s_mutex.WaitOne();
        Console.WriteLine("Main returns");
    }

    private static void Leave()
    {
        Console.WriteLine("leaving");
        s_mutex.ReleaseMutex();
    }

    private static void Close()
    {
        Console.WriteLine($"is closed: {s_mutex.SafeWaitHandle.IsClosed}");
        s_mutex.Dispose();
        Console.WriteLine($"is closed: {s_mutex.SafeWaitHandle.IsClosed}");
    }
}
