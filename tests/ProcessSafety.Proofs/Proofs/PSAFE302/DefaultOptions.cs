// The parent holds a mutex of this session. A child opens the name with options, which by default mean this user in this session.
// form: plain
// hazard: exit 0, stdout child enters while the parent holds the lock: True
// fixed: exit 0, stdout child enters while the parent holds the lock: False
// also: PSAFE305, the program is too short to die while it holds the lock
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using Mutex mutex = new(initiallyOwned: false, "ProcessSafety.Proof.Options");
        mutex.WaitOne();
        RemoteExecutor.Invoke(static () => TryEnter()).Dispose();
        mutex.ReleaseMutex();
        return 0;
    }

    private static void TryEnter()
    {
        using Mutex mutex = new("ProcessSafety.Proof.Options", new NamedWaitHandleOptions());
        Console.WriteLine($"child enters while the parent holds the lock: {mutex.WaitOne(500)}");
    }
}
