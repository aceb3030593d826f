// A mutex is named after the folder of the program, so that each installation has its own. A second process of the same one asks for it.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.IO.IOException
// fixed: exit 0, stdout child enters while the parent holds the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using Mutex mutex = Open();
        Enter(mutex, Timeout.Infinite);
        try
        {
            RemoteExecutor.Invoke(static () => TryEnter()).Dispose();
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return 0;
    }

    private static void TryEnter()
    {
        using Mutex mutex = Open();
        Console.WriteLine($"child enters while the parent holds the lock: {Enter(mutex, 500)}");
    }

    private static bool Enter(Mutex mutex, int milliseconds)
    {
        try
        {
            return mutex.WaitOne(milliseconds);
        }
        catch (AbandonedMutexException)
        {
            return true;
        }
    }

    private static Mutex Open() => new(initiallyOwned: false, $@"Global\ProcessSafety.Proof-{AppContext.BaseDirectory}");
}
