// The parent holds a mutex whose name begins with Global\. A child opens the same name without it, and enters.
// form: plain
// hazard: exit 0, stdout child enters while the parent holds the lock: True
// fixed: exit 0, stdout child enters while the parent holds the lock: False
// also: PSAFE305, the program is too short to die while it holds the lock
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private const string Gate = "ProcessSafety.Proof.Scopes";

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using Mutex mutex = new(initiallyOwned: false, @"Global\" + Gate);
        mutex.WaitOne();
        RemoteExecutor.Invoke(static () => TryEnter()).Dispose();
        mutex.ReleaseMutex();
        return 0;
    }

    private static void TryEnter()
    {
        using Mutex mutex = new(initiallyOwned: false, Gate);
        Console.WriteLine($"child enters while the parent holds the lock: {mutex.WaitOne(500)}");
    }
}
