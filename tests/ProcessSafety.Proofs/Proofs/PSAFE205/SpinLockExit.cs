// A spin lock without owner tracking does not even throw: the finalizer releases it a second time, from under Main, which holds it now.
// form: used again
// hazard: exit 0, stdout Main holds the lock: True, stdout Main still holds the lock: False
// fixed: exit 0, stdout Main holds the lock: True, stdout Main still holds the lock: True

using System;
using System.Runtime.CompilerServices;
using System.Threading;

TakeTurn();
Turn.Begin();
Console.WriteLine($"Main holds the lock: {Turn.IsTaken}");

GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine($"Main still holds the lock: {Turn.IsTaken}");

[MethodImpl(MethodImplOptions.NoInlining)]
static void TakeTurn()
{
    Turn turn = new();
    turn.Close();
}

internal sealed class Turn
{
    private static SpinLock s_lock = new(enableThreadOwnerTracking: false);

    public Turn() => Begin();

    ~Turn() => Close();

    public static bool IsTaken => s_lock.IsHeld;

    public static void Begin()
    {
        bool taken = false;
        s_lock.Enter(ref taken);
    }

    public void Close() => s_lock.Exit();
}
