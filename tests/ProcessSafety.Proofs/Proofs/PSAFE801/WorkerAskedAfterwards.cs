// A ProcessExit handler waits for a worker that has called Environment.Exit itself, then says whether the worker has come to its end.
// form: used again
// hazard: hang, stdout failed
// fixed: exit 3, stdout failed, stdout worker has ended: False

using System;
using System.Threading;

internal static class Program
{
    private static readonly Thread s_worker = new(Work);

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        s_worker.Start();
        s_worker.Join();
    }

    private static void Work()
    {
        Console.WriteLine("failed");
        Environment.Exit(3);
    }

    private static void OnExit(object? sender, EventArgs e)
    {
        s_worker.Join();
        Console.WriteLine($"worker has ended: {!s_worker.IsAlive}");
    }
}
