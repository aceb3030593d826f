// The parent holds a mutex that is named after a path. A child computes the name of the same path, and enters.
// form: plain
// hazard: exit 0, stdout child enters while the parent holds the lock: True
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

        using Mutex mutex = Open(AppContext.BaseDirectory);
        TryWait(mutex);
        try
        {
            RemoteExecutor.Invoke(static path => TryEnter(path), AppContext.BaseDirectory).Dispose();
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return 0;
    }

    private static void TryEnter(string path)
    {
        using Mutex mutex = Open(path);
        Console.WriteLine($"child enters while the parent holds the lock: {TryWait(mutex)}");
    }

    private static bool TryWait(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(500);
        }
        catch (AbandonedMutexException)
        {
            return true;
        }
    }

    private static Mutex Open(string path) => new(initiallyOwned: false, $"ProcessSafety.Proof-{path.GetHashCode():x8}");
}
