// A second instance finds the mutex, returns, and releases what it does not own.
// form: plain
// hazard: exit 134, stdout runs already, stderr System.ApplicationException
// fixed: exit 0, stdout runs already
using System;
using System.Threading;

internal static class Program
{
    private static readonly string s_name = $"ProcessSafety.Proof.SecondInstance.{Environment.ProcessId}";
    private static readonly ManualResetEventSlim s_held = new();
    private static readonly ManualResetEventSlim s_tried = new();

    private static void Main()
    {
        // Stands for the first instance.
        new Thread(Hold) { IsBackground = true }.Start();
        s_held.Wait();

        using Mutex mutex = new(initiallyOwned: true, s_name, out bool createdNew);
        try
        {
            if (!createdNew)
            {
                Console.WriteLine("runs already");
                return;
            }

            Console.WriteLine("runs");
        }
        finally
        {
            mutex.ReleaseMutex();
            s_tried.Set();
        }
    }

    private static void Hold()
    {
        using Mutex first = new(initiallyOwned: false, s_name);
        try
        {
            first.WaitOne();
        }
        catch (AbandonedMutexException)
        {
        }

        try
        {
            s_held.Set();
            s_tried.Wait(2000);
        }
        finally
        {
            first.ReleaseMutex();
        }
    }
}
