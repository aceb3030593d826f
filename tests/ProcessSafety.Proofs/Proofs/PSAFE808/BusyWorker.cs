// A background thread is busy under the lock of a journal when Main returns, and a ProcessExit handler wants that lock.
// form: plain
// hazard: hang, stdout Main returns
// fixed: exit 0, stdout Main returns, no stdout flushed

using System;
using System.Threading;

internal static class Program
{
    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Journal.Flush();
        Journal.StartFollowing();
        Console.WriteLine("Main returns");
    }
}

internal static class Journal
{
    private static readonly object s_gate = new();
    private static readonly ManualResetEventSlim s_holding = new();

    public static void StartFollowing()
    {
        new Thread(Follow) { IsBackground = true }.Start();
        s_holding.Wait();
    }

    public static void Flush()
    {
        lock (s_gate)
        {
            Console.WriteLine("flushed");
        }
    }

    private static void Follow()
    {
        lock (s_gate)
        {
            s_holding.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
