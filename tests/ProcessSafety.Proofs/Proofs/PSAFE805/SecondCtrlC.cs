// The first Ctrl+C asks for an end, the second one is to end the process at once; here it comes while the program cleans up.
// form: used again
// signal: SIGINT after working
// hazard: exit 130, stdout working, no stdout half of it
// fixed: exit 130, stdout working, stdout half of it, no stdout all of it

using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static readonly CancellationTokenSource s_stop = new();

    private static int s_presses;

    private static void Main()
    {
        Console.CancelKeyPress += (_, _) =>
        {
            if (Interlocked.Increment(ref s_presses) > 1)
                return;

            s_stop.Cancel();
        };
        Console.WriteLine("working");
        s_stop.Token.WaitHandle.WaitOne();
        Thread.Sleep(300);
        Console.WriteLine("half of it");
        Process.Start("kill", $"-INT {Environment.ProcessId}");
        Thread.Sleep(20_000);
        Console.WriteLine("all of it");
    }
}
