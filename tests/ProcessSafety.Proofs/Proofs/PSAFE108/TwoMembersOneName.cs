// One member makes a mutex that is named after a path, another opens it in a child. Both compute the name, each in its own words.
// form: used again
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

        using Mutex mutex = Make(AppContext.BaseDirectory);
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

    private static Mutex Make(string path) => new(initiallyOwned: false, $"ProcessSafety.Proof.Two-{path.GetHashCode()}");

    private static void TryEnter(string path)
    {
        using Mutex mutex = new(initiallyOwned: false, "ProcessSafety.Proof.Two-" + path.GetHashCode());
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
