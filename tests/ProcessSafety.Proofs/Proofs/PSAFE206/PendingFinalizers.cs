// A cache clears itself under its lock and waits there for the finalizers of what it dropped; they want the same lock.
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
Console.WriteLine($"{PageCache.Alive} pages alive");

internal sealed class Page
{
    ~Page() => PageCache.Forget();
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

    public static void Forget()
    {
        lock (s_gate)
            s_alive--;
    }

    public static void Clear()
    {
        lock (s_gate)
        {
            s_pages.Clear();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
