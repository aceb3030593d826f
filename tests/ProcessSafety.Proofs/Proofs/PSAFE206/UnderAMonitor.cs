// A cache waits for finalizers between Enter and Exit of a monitor, and these want to enter.
// form: plain
// hazard: hang, stdout clearing
// fixed: exit 0, stdout 0 pages alive
// also: PSAFE202, the finalizer takes the lock

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

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
        for (int i = 0; i < count; i++, s_alive++)
            s_pages.Add(new Page());
    }

    public static void Forget()
    {
        lock (s_gate)
            s_alive--;
    }

    public static void Clear()
    {
        Monitor.Enter(s_gate);
        try
        {
            s_pages.Clear();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            Monitor.Exit(s_gate);
        }
    }
}
