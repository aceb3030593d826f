// A program ends itself while it holds the lock of its log, and the ProcessExit handler that flushes the log wants that lock.
// form: plain
// hazard: hang, stdout fatal
// fixed: exit 1, stdout fatal, no stdout flushed

using System;

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
        lock (s_gate)
        {
            Console.WriteLine("flushed");
        }
    }
}
