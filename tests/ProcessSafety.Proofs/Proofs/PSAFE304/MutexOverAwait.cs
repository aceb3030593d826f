// A mutex of this process is held while the method awaits, and another thread goes on and lets it go.
// form: plain
// hazard: exit 134, stdout saving, stderr ApplicationException: Object synchronization method was called from an unsynchronized block
// fixed: exit 0, stdout saving, stdout saved twice

using System;
using System.Threading;
using System.Threading.Tasks;

internal static class MutexOverAwait
{
    private static readonly Mutex s_gate = new();

    private static void Main()
    {
        Run(() => SaveAsync().GetAwaiter().GetResult());
        Run(() => SaveAsync().GetAwaiter().GetResult());
        Console.WriteLine("saved twice");
    }

    private static async Task SaveAsync()
    {
        s_gate.WaitOne();
        try
        {
            Console.WriteLine("saving");
            await Task.Delay(20);
        }
        finally
        {
            s_gate.ReleaseMutex();
        }
    }

    private static void Run(ThreadStart work)
    {
        Thread thread = new(work);
        thread.Start();
        thread.Join();
    }
}
