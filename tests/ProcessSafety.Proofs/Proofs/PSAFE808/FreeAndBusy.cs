// A ProcessExit handler flushes two journals. The lock of one is free by then, though others use it; the other's is taken for good.
// form: used again
// hazard: hang, stdout Main returns, stdout flushed 2 lines
// fixed: exit 0, stdout Main returns, stdout flushed 2 lines, no stdout flushed 0 lines, stdout the end

using System;
using System.Collections.Generic;
using System.Threading;

internal static class Program
{
    private static readonly Journal s_free = new();
    private static readonly Journal s_busy = new();

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        s_free.Write("first");
        s_free.Write("second");
        s_busy.StartFollowing();
        Console.WriteLine("Main returns");
    }

    private static void OnExit(object? sender, EventArgs e)
    {
        s_free.Flush();
        s_busy.Flush();
        Console.WriteLine("the end");
    }
}

internal sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = new();
    private readonly ManualResetEventSlim _holding = new();

    public void Write(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
        }
    }

    public void StartFollowing()
    {
        new Thread(Follow) { IsBackground = true }.Start();
        _holding.Wait();
    }

    public void Flush()
    {
        lock (_gate)
        {
            Console.WriteLine($"flushed {_lines.Count} lines");
        }
    }

    private void Follow()
    {
        lock (_gate)
        {
            _holding.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
