// The finalizer takes its turn only if it is free at once, and leaves its mark without it otherwise.

using System;
using System.Runtime.CompilerServices;
using System.Threading;

LosePages(10);
Console.WriteLine("trimming");
Cache.Trim();
Console.WriteLine("trimmed");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LosePages(int count)
{
    for (int i = 0; i < count; i++)
        _ = new Page();
}

internal sealed class Page
{
    ~Page() => Cache.Remove(this);
}

internal static class Cache
{
    private static readonly SemaphoreSlim s_turn = new(1, 1);
    private static int s_removed;
    private static int s_missed;

    public static void Remove(Page page)
    {
        if (s_turn.Wait(TimeSpan.Zero))
        {
            s_removed++;
            s_turn.Release();
        }
        else
        {
            Interlocked.Increment(ref s_missed);
        }
    }

    public static void Trim()
    {
        s_turn.Wait();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        s_turn.Release();
    }
}
