// The release throws on the other thread, the caller goes on, and nobody gets the lock any more.
// form: used again
// hazard: exit 0, stdout first: System.Threading.SynchronizationLockException, stdout second gets the lock: False
// fixed: exit 0, stdout first: saved, stdout second gets the lock: True

using System;
using System.Threading;
using System.Threading.Tasks;

internal static class MonitorLeaks
{
    private static readonly object s_gate = new();

    private static void Main()
    {
        Run(() => Console.WriteLine("first: " + Outcome()));
        Run(() => Console.WriteLine("second gets the lock: " + TrySave()));
    }

    private static string Outcome()
    {
        try
        {
            SaveAsync().GetAwaiter().GetResult();
            return "saved";
        }
        catch (SynchronizationLockException exception)
        {
            return exception.GetType().ToString();
        }
    }

    private static async Task SaveAsync()
    {
        Monitor.Enter(s_gate);
        try
        {
            await Task.Delay(20);
        }
        finally
        {
            Monitor.Exit(s_gate);
        }
    }

    private static bool TrySave()
    {
        if (!Monitor.TryEnter(s_gate, 500))
            return false;

        Monitor.Exit(s_gate);
        return true;
    }

    private static void Run(ThreadStart work)
    {
        Thread thread = new(work) { IsBackground = true };
        thread.Start();
        thread.Join();
    }
}
