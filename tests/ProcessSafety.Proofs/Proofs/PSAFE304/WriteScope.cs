// The lock hides in an object that takes it, and lets it go when it is disposed: on another thread, after the await.
// form: plain
// hazard: exit 134, stdout writing, stderr SynchronizationLockException: The write lock is being released without being held
// fixed: exit 0, stdout writing, stdout written

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
        using (new WriteScope(s_lock))
        {
            Console.WriteLine("writing");
            await Task.Delay(20);
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
