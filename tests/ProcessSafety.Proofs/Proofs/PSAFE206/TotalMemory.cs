// A cache forces a full collection under its lock. Few know that GetTotalMemory(true) waits for finalizers, and these want the lock.
// form: plain
// hazard: hang, stdout clearing
// fixed: exit 0, stdout 0 pages alive
// also: PSAFE202, the finalizer takes the lock

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

PageCache.Fill(100);
Console.WriteLine("clearing");
PageCache.Clear();
GC.WaitForPendingFinalizers();
Console.WriteLine($"{PageCache.Alive} pages alive");

internal sealed class Page
{
    ~Page() => PageCache.Forget();
}

internal static class PageCache
{
    private static readonly object s_gate = new();
    private static readonly List<Page> s_pages = new();
    private static byte[] s_index = [];
    private static int s_alive;

    public static int Alive => s_alive;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Fill(int count)
    {
        lock (s_gate)
        {
            s_index = new byte[count * 50_000];
            for (int i = 0; i < count; i++, s_alive++)
                s_pages.Add(new Page());
        }
    }

    public static void Forget()
    {
        lock (s_gate)
            s_alive--;
    }

    public static void Clear()
    {
        lock (s_gate)
        {
            s_index = [];
            s_pages.Clear();
            GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
