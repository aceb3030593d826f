// The child holds the mutex and is killed. The parent's wait succeeds, and throws.
// form: plain
// hazard: exit 134, stdout waiting, stderr Unhandled exception. System.Threading.AbandonedMutexException
// fixed: exit 0, stdout waiting, stdout written
using System;
using System.Diagnostics;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string name = $@"Global\ProcessSafety.Proof.Abandoned.{Environment.ProcessId}";
        using Mutex gate = new(initiallyOwned: false, name);
        using RemoteInvokeHandle child = RemoteExecutor.Invoke(static other => Hold(other), name);
        while (IsFree(gate))
            Thread.Sleep(20);

        child.Process.Kill();
        Console.WriteLine("waiting");
        gate.WaitOne();
        Console.WriteLine("written");
        return 0;
    }

    private static bool IsFree(Mutex gate)
    {
        try
        {
            if (!gate.WaitOne(0))
                return false;
        }
        catch (AbandonedMutexException)
        {
            return false;
        }

        gate.ReleaseMutex();
        return true;
    }

    private static void Hold(string name)
    {
        using Mutex gate = new(initiallyOwned: true, name, out bool isNew);
        if (!isNew)
        {
            try
            {
                gate.WaitOne();
            }
            catch (AbandonedMutexException)
            {
                return;
            }
        }

        Thread.Sleep(TimeSpan.FromSeconds(20));
    }
}
