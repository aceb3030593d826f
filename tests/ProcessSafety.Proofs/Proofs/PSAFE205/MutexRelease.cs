// The finalizer thread never owned the mutex, so releasing it throws, always.
// form: plain
// hazard: exit 134, stdout working, stderr Unhandled exception. System.ApplicationException, stderr Finalize()
// fixed: exit 0, stdout ended

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
    MutexGuard guard = new(new Mutex());
    Console.WriteLine("working");
}

internal sealed class MutexGuard
{
    private readonly Mutex _mutex;

    public MutexGuard(Mutex mutex)
    {
        _mutex = mutex;
        _mutex.WaitOne();
    }

    ~MutexGuard() => _mutex.ReleaseMutex();
}
