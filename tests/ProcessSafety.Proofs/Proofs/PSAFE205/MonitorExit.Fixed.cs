// The scope has no finalizer, and its user disposes it.

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
    using LockScope scope = new(gate);
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

    public void Dispose() => Monitor.Exit(_gate);
}
