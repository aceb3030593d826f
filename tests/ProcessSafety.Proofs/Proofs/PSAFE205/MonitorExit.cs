// A scope that was never disposed leaves its lock to the finalizer, which does not hold it.
// form: plain
// hazard: exit 134, stdout working, stderr Unhandled exception. System.Threading.SynchronizationLockException, stderr Finalize()
// fixed: exit 0, stdout ended

using System;
using System.Runtime.CompilerServices;
using System.Threading;

Work(new object());
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine("ended");

[MethodImpl(MethodImplOptions.NoInlining)]
static void Work(object gate)
{
    LockScope scope = new(gate);
    Console.WriteLine("working");
}

internal sealed class LockScope : IDisposable
{
    private readonly object _gate;

    public LockScope(object gate)
    {
        _gate = gate;
        Monitor.Enter(_gate);
    }

    ~LockScope() => Release();

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release() => Monitor.Exit(_gate);
}
