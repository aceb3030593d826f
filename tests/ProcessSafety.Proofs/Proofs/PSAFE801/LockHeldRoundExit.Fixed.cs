// The handler gives up when the lock is not to be had.

using System;
using System.Threading;

internal static class Program
{
    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Log.Flush();
        Log.Fatal("fatal");
    }
}

internal static class Log
{
    private static readonly object s_gate = new();

    public static void Fatal(string message)
    {
        lock (s_gate)
        {
            Console.WriteLine(message);
            Environment.Exit(1);
        }
    }

    public static void Flush()
    {
        if (!Monitor.TryEnter(s_gate, TimeSpan.FromMilliseconds(500)))
        {
            Console.WriteLine("not flushed");
            return;
        }

        Console.WriteLine("flushed");
        Monitor.Exit(s_gate);
    }
}
