// The lock is taken and let go by two calls, which another process does not hear of.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class MonitorPair
{
    private const int Rounds = 6;

    private static readonly object s_gate = new();

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using (RemoteExecutor.Invoke(() => Write()))
            Write();

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        return 0;
    }

    private static void Write()
    {
        for (int round = 0; round < Rounds; round++)
        {
            Monitor.Enter(s_gate);
            try
            {
                MeetingPlace.Visit();
            }
            finally
            {
                Monitor.Exit(s_gate);
            }

            Thread.Sleep(20);
        }
    }
}
