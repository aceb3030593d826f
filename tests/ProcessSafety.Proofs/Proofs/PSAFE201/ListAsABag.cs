// Finalizers put what they leave behind on a list under a lock, whose holder waits for them.
// form: plain
// hazard: hang, stdout sweeping
// fixed: exit 0, stdout 50 swept
// also: PSAFE206, the sweep waits for finalizers under the lock

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

LoseHandles(50);
Console.WriteLine("sweeping");
Console.WriteLine($"{Leftovers.Sweep()} swept");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseHandles(int count)
{
    for (int i = 0; i < count; i++)
        _ = new Handle(i);
}

internal sealed class Handle(int number)
{
    private readonly int _number = number;

    ~Handle() => Leftovers.Leave(_number);
}

internal static class Leftovers
{
    private static readonly object s_gate = new();
    private static readonly List<int> s_numbers = new();

    public static void Leave(int number)
    {
        lock (s_gate)
        {
            s_numbers.Add(number);
        }
    }

    public static int Sweep()
    {
        lock (s_gate)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return s_numbers.Count;
        }
    }
}
