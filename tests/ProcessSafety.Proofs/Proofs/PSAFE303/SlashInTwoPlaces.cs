// The parent makes a mutex with a slash in its name and holds it. A child opens the same name in another member.
// form: used again
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

        using Mutex mutex = new(initiallyOwned: false, "ProcessSafety/Proof.TwoPlaces");
        TryWait(mutex);
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
        using Mutex mutex = new(initiallyOwned: false, "ProcessSafety/Proof.TwoPlaces");
        Console.WriteLine($"child enters while the parent holds the lock: {TryWait(mutex)}");
    }

    private static bool TryWait(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(300);
        }
        catch (AbandonedMutexException)
        {
            return true;
        }
    }
}
