// One place says Global\, two do not. A child in a session of its own says it, and enters: all three get the widest scope.
// form: used again
// hazard: exit 0, stdout child enters while the parent holds the lock: True
// fixed: exit 0, stdout child enters while the parent holds the lock: False
// also: PSAFE305, the program is too short to die while it holds the lock
using System;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private const string Gate = "ProcessSafety.Proof.WidestScope";

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using Mutex mutex = new(initiallyOwned: false, Gate);
        using Mutex again = new(initiallyOwned: false, Gate);
        mutex.WaitOne();
        RemoteExecutor.Invoke(static () => TryEnter()).Dispose();
        mutex.ReleaseMutex();
        return 0;
    }

    private static void TryEnter()
    {
        if (!OperatingSystem.IsWindows())
            setsid();

        using Mutex mutex = new(initiallyOwned: false, @"Global\" + Gate);
        Console.WriteLine($"child enters while the parent holds the lock: {mutex.WaitOne(500)}");
    }

    [DllImport("libc")]
    private static extern int setsid();
}
