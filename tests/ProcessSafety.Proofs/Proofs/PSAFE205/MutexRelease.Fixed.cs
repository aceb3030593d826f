// The thread that took the mutex releases it.

using System;
using System.Runtime.CompilerServices;
using System.Threading;

Work();
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine("ended");

[MethodImpl(MethodImplOptions.NoInlining)]
static void Work()
{
    using MutexGuard guard = new(new Mutex());
    Console.WriteLine("working");
}

internal sealed class MutexGuard : IDisposable
{
    private readonly Mutex _mutex;

    public MutexGuard(Mutex mutex)
    {
        _mutex = mutex;
        _mutex.WaitOne();
    }

    public void Dispose() => _mutex.ReleaseMutex();
}
