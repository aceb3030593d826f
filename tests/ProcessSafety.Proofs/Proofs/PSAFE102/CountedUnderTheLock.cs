// Parent and child write under one lock, and the parent asks under the same lock how often it has written.
// form: used again
// fix: PSAFE102.ContextFactory.Options
// hazard: exit 0, stdout both inside the lock: True, stdout written: 4
// fixed: exit 0, stdout both inside the lock: False, stdout written: 4
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class CountedUnderTheLock
{
    private static readonly object s_gate = new();

    private static int s_written;

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using (RemoteExecutor.Invoke(() => Write()))
            Write();

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        Console.WriteLine($"written: {Written()}");
        return 0;
    }

    private static void Write()
    {
        for (int round = 0; round < 4; round++)
        {
            lock (s_gate)
            {
                s_written++;
                MeetingPlace.Visit();
            }

            Thread.Sleep(20);
        }
    }

    private static int Written()
    {
        lock (s_gate)
        {
            return s_written;
        }
    }
}
