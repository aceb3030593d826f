// The first Ctrl+C asks for an end, the second one is to end the process at once; here it comes while the program cleans up.
// signal: SIGINT after working
// hazard: exit 130, stdout working, no stdout cleaning up
// fixed: exit 130, stdout working, stdout cleaning up, no stdout cleaned up

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
        Console.WriteLine("cleaning up");
        Process.Start("kill", $"-INT {Environment.ProcessId}");
        Thread.Sleep(20_000);
        Console.WriteLine("cleaned up");
    }
}
