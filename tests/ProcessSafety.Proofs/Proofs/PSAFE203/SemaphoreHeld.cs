// The holder of a semaphore waits for finalizers, and a finalizer waits for the semaphore.
// form: plain
// hazard: hang, stdout trimming
// fixed: exit 0, stdout trimmed

using System;
using System.Runtime.CompilerServices;
using System.Threading;

LosePages(1);
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

    public static void Remove(Page page)
    {
        s_turn.Wait();
        s_removed++;
        s_turn.Release();
    }

    public static void Trim()
    {
        s_turn.Wait();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        s_turn.Release();
    }
}
