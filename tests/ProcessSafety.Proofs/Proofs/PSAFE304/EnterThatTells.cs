// A lock that is taken with a flag is held across an await. Another method tries it later.
// form: used again
// hazard: exit 0, stdout first: System.Threading.SynchronizationLockException, stdout second gets the lock: False
// fixed: exit 0, stdout first: saved, stdout second gets the lock: True

using System;
using System.Threading;
using System.Threading.Tasks;

internal static class EnterThatTells
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
        bool taken = false;
        try {
          Monitor.Enter( s_gate, ref taken ); // waits
          await Task.Delay(20); }
        finally
        {
            if (taken)
                Monitor.Exit(s_gate);
        }
    }

    private static bool TrySave()
    {
        bool taken = false;
        Monitor.TryEnter(s_gate, 500, ref taken);
        if (taken)
            Monitor.Exit(s_gate);

        return taken;
    }

    private static void Run(ThreadStart work)
    {
        Thread thread = new(work) { IsBackground = true };
        thread.Start();
        thread.Join();
    }
}
