// The work that awaits comes first, and the lock is held for what does not.

using System;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static readonly ReaderWriterLockSlim s_lock = new();

    private static void Main()
    {
        Thread thread = new(() => WriteAsync().GetAwaiter().GetResult());
        thread.Start();
        thread.Join();
        Console.WriteLine("written");
    }

    private static async Task WriteAsync()
    {
        await Task.Delay(20);
        using (new WriteScope(s_lock))
        {
            Console.WriteLine("writing");
        }
    }
}

internal sealed class WriteScope : IDisposable
{
    private readonly ReaderWriterLockSlim _lock;

    public WriteScope(ReaderWriterLockSlim held)
    {
        _lock = held;
        _lock.EnterWriteLock();
    }

    public void Dispose() => _lock.ExitWriteLock();
}
