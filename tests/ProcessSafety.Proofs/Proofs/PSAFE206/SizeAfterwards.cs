// A cache clears itself under its lock and gives back how much memory there is. It is filled and cleared once more afterwards.
// form: used again
// hazard: hang, stdout clearing
// fixed: exit 0, stdout first time: True, stdout second time: True, stdout 0 pages alive
// also: PSAFE202, the finalizer takes the lock

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

PageCache.Fill(100);
Console.WriteLine("clearing");
Console.WriteLine($"first time: {PageCache.Clear() > 0}");
PageCache.Fill(50);
Console.WriteLine($"second time: {PageCache.Clear() > 0}");
GC.WaitForPendingFinalizers();
Console.WriteLine($"{PageCache.Alive} pages alive");

internal sealed class Page
{
    private readonly byte[] _bytes = new byte[50_000];

    ~Page() => PageCache.Forget(_bytes.Length);
}

internal static class PageCache
{
    private static readonly object s_gate = new();
    private static readonly List<Page> s_pages = new();
    private static int s_alive;

    public static int Alive => s_alive;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Fill(int count)
    {
        lock (s_gate)
        {
            for (int i = 0; i < count; i++, s_alive++)
                s_pages.Add(new Page());
        }
    }

    public static void Forget(int bytes)
    {
        lock (s_gate)
            s_alive -= bytes > 0 ? 1 : 0;
    }

    public static long Clear()
    {
        lock (s_gate)
        {
            s_pages.Clear();
            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
