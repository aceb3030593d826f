// The handler calls a method that asks for an end once and leaves it at that: whether a second Ctrl+C is to be cancelled, a person says.
// form: plain
// fix: PSAFE805.CancelUnobservedSignal
// signal: SIGINT after working
// hazard: exit 130, stdout working, no stdout cleaned up
// fixed: exit 0, stdout working, stdout cleaned up

using System;
using System.Threading;

internal static class Program
{
    private static readonly CancellationTokenSource s_stop = new();

    private static void Main()
    {
        Console.CancelKeyPress += delegate { Stop(); };
        Console.WriteLine("working");
        s_stop.Token.WaitHandle.WaitOne();
        Thread.Sleep(200);
        Console.WriteLine("cleaned up");
    }

    private static void Stop()
    {
        if (s_stop.IsCancellationRequested)
            return;

        s_stop.Cancel();
    }
}
